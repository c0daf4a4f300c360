"""The words of charts, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from simulator.errors import Message
from simulator.text.record import Title

_CHINESE: Mapping[str, str] = MappingProxyType(
    {
        "median replication": "中位推演",
        "{which} · number {number} of {runs} · seed {seed} · starts {start}": "{which} · 第 {number} 次，共 {runs} 次 · 随机种子 {seed} · {start} 开始",
        "Government": "政府",
        "Enterprise": "企业",
        "Neighbouring region": "邻近地区",
        "Community": "基层社区",
        "Public safety": "公安消防",
        "Medical": "医疗卫生",
        "Military": "军队武警",
        "Utilities": "公用事业",
        "Volunteers": "社会力量",
        "{left} agencies that did least have no lane.": "另有 {left} 个活动最少的单位未列出。",
        "{limit} (T+{at}) lies beyond the chart.": "{limit}（T+{at}）在图外。",
        "Nothing more happens between T+{until} and the horizon, T+{horizon}.": "T+{until} 之后直到推演终点 T+{horizon} 再无事件。",
        "not reached: {names}": "未达到：{names}",
        "decides: {task}": "决策：{task}",
        "declares {scale}: {level}": "宣布{scale}：{level}",
        "{left} of {all} messages are not drawn: those that led to least, coordination and questions first.": "全部 {all} 条信息中有 {left} 条未画出：引发后续行动最少，协调、询问优先略去。",
        "limit: {title}": "时限：{title}",
        "restored: {what}": "恢复：{what}",
        "{what}": "{what}",
        "incident: {what}": "事件：{what}",
        "the situation changes: {what}": "情况变化：{what}",
        "issued again: {what}": "再次发布：{what}",
        "outage: {what}": "中断：{what}",
        "road: {what}": "道路：{what}",
        "units taken away: {what}": "力量撤出：{what}",
        "public calls: {what}": "公众来电：{what}",
        "from exercise control: {what}": "导调信息：{what}",
        "waiting for a decision": "等待决策",
        "waiting for an operator": "等待值班人员",
        "waiting for units": "等待力量",
        "waiting for participants": "等待参与方",
        "turning out, on the way": "出动与途中",
        "deciding, declaring": "决策、宣布",
        "working": "处置作业",
        "command": "指令",
        "warning": "预警",
        "report": "报告",
        "request for aid": "请求支援",
        "question and answer": "询问与答复",
        "request for a decision": "请示",
        "invitation": "邀请会合",
        "coordination": "协调",
        "calls from the public (density)": "公众来电（疏密）",
        "periodic report, repeated": "定期续报",
        "sees it itself": "自行发现",
        "not delivered": "未送达",
        "message waits at the desk": "信息在值班席等待",
        "met": "达到要求",
        "missed": "未达到要求",
        "not decided": "尚难判定",
        "{share} within {limit} ({low} to {high}) · required {required}": "{limit} 内达到 {share}（{low}—{high}）· 要求 {required}",
        "median {median} · p90 {p90}": "中位 {median} · p90 {p90}",
        "never {share}": "未达到 {share}",
        "Response times": "响应时间分布",
        "limit {limit}": "时限 {limit}",
        "time since the start (h:mm)": "自推演开始的时间（时:分）",
        "how often at this time": "出现频度",
        "10 % to 90 % of the replications": "推演的 10%—90%",
        "median and its 95 % interval": "中位数及其 95% 区间",
        "limit of the objective": "目标时限",
        "not reached by the horizon": "到推演终点仍未达到",
        "Up to {share} of a row lies to the right of the axis.": "每行至多有 {share} 落在坐标轴右侧之外。",
        "later than the limit": "晚于时限",
        "night, 20:00 to 06:00": "夜间 20:00—06:00",
    }
)


def tell(message: Message, *, lang: str) -> str:
    """Give a message as text in a language."""
    return message.render(_to_chinese if lang == "zh" else str)


def _to_chinese(template: str) -> str:
    return _CHINESE.get(template, template)


def titled(title: Title | None, name: str, *, lang: str) -> str:
    """Give the title of a thing, or its name where it has none."""
    return (title.show(lang) if title else "") or name


def elapsed(seconds: float) -> str:
    """Give a time since the start as hours and minutes.

    >>> elapsed(5415)
    '1:30'
    """
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def percent(share: float) -> str:
    """Give a share from 0 to 1 in percent; what is not all is never rounded to all, nor something to nothing.

    >>> percent(0.934), percent(0.9996), percent(0.0004)
    ('93 %', '> 99 %', '< 1 %')
    """
    if share > 0.995 and share < 1.0:
        return "> 99 %"
    return "< 1 %" if 0.0 < share < 0.005 else f"{share * 100:.0f} %"
