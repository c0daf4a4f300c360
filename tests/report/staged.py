"""A made-up case for charts: agencies with long Chinese names, a log as the engine would leave it."""

from datetime import datetime

import numpy as np

from simulator.log import rows as log
from simulator.program.model import (
    Act,
    Agent,
    FactRow,
    Link,
    Medium,
    Milestone,
    Need,
    Observer,
    Program,
    Rung,
    Scale,
    SeatTurn,
    Server,
    Source,
    Task,
)
from simulator.text.titles import Title

NAMES = {
    "government": [
        "市应急管理局值班室",
        "市安全生产与自然灾害应急总指挥部办公室",
        "北县应急管理局",
        "北县人民政府总值班室",
        "市生态环境局应急处置中心",
    ],
    "enterprise": ["秦山化工有限公司生产调度指挥中心", "秦山化工专职消防队", "北岭矿业有限责任公司"],
    "neighbour": ["临江市应急管理局", "临江市消防救援支队"],
    "community": ["河口村网格员", "柳树镇人民政府", "东关街道办事处"],
    "public_safety": ["市消防救援支队指挥中心", "北县消防救援大队", "市公安局交通警察支队"],
    "medical": ["市紧急医疗救援中心（120）", "北县人民医院急诊科"],
    "military": ["武警某部机动支队"],
    "utility": ["国网秦山供电公司", "秦山市水务集团"],
    "volunteer": ["蓝天救援队"],
}
WORK = [
    "接报核实",
    "群众疏散",
    "现场侦检与警戒",
    "转移被困人员",
    "启动二级响应前的会商研判",
    "堵漏",
    "交通管制",
    "伤员救治",
    "发布预警信息",
    "环境监测",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "$x_1$ 与 $\\frac{1}{2}$",
    "\u202eevil\u202c",
    "مرحبا بالعالم",
    "🔥🚒 消防",
    "长" * 40,
    "a\nb\tc",
    "x" * 40,
]
REGIONS = ("秦山市", "北县")


def agents(count: int, names: dict[str, list[str]] | None = None) -> tuple[Agent, ...]:
    """Give the world and so many agencies, sectors in turn."""
    names = names or NAMES
    pool = [(sector, name, turn) for turn in range(20) for sector, given in names.items() for name in given]
    found = [Agent("world", Title("世界", "world"), "government", "city", "", "world", -1)]
    for number, (sector, name, turn) in enumerate(pool[:count]):
        shown = name if turn == 0 else f"{name}（{'东南西北中'[turn % 5]}区）"
        region = REGIONS[number % 2]
        found.append(
            Agent(
                f"city.a{number}",
                Title(shown, f"{sector} office {number}"),
                sector,
                "city",
                region,
                "city",
                number,
            )
        )
    return tuple(found)


def task(number: int, owner: int, name: str) -> Task:
    return Task(
        name=f"city.t{number}",
        title=Title(name, f"task {number}"),
        owner=owner,
        desk=-1,
        priority=3,
        order=number,
        operators=1,
        needs=(Need("team", 1, (0,), (0,), (-1,)),) if number % 2 else (),
        when_gate=0,
        stops_gate=-1,
        turns=(),
        after=0.0,
        duration=0,
        achieves=(),
        ready_cells=None,
        started_cells=None,
        done_cells=None,
        companions=(),
        at_least=0,
        wait_at_most=0.0,
        aid=(),
        beliefs=(),
        basis=None,
        place=("plans/city.yaml", number + 1, 1),
    )


def link(number: int, sender: int, receiver: int, purpose: str, *, every: float = 0.0) -> Link:
    return Link(
        number=number,
        name=f"city.l{number}",
        sender=sender,
        receiver=receiver,
        sender_desk=0,
        receiver_desk=0,
        purpose=purpose,
        priority=2,
        order=number,
        rungs=(Rung(0, call=True, group=False, tries=1, patience=60.0, switches=()),),
        slots=(),
        again=900.0,
        lapses=0.0,
        every=every,
        pause=60.0,
        acknowledge=False,
    )


def program(who: tuple[Agent, ...], tasks: tuple[Task, ...], links: tuple[Link, ...], **more) -> Program:
    """Give a program of which only the tables that charts read are filled."""
    empty = dict.fromkeys(Program.__dataclass_fields__, ())
    given = {
        "stem": "ammonia_leak_night",
        "title": Title("液氨泄漏叠加夜间通信中断", "Ammonia leak at night with a phone outage"),
        "start": datetime(2026, 2, 17, 2, 10),
        "horizon": 43_200.0,
        "runs": 1000,
        "seed": 7,
        "agents": who,
        "facts": (
            FactRow(
                "city.response",
                "city.response",
                "level",
                Title("应急响应", "response"),
                ("IV", "III", "II", "I"),
            ),
        ),
        "servers": (Server("team", 1, "team", 3), Server("desk", 1, "desk", 2)),
        "media": (
            Medium("phone", Title("电话", "phone"), call=True, members=(), channel=-1, up_gate=0, switch=0),
        ),
        "tasks": tasks,
        "links": links,
    }
    return Program(**{**empty, **given, **more})


def row(kind: int, subject: int, cause: int, state: int, times: dict[int, float], **more) -> log.Row:
    found = [kind, subject, cause, 0, state, 0, -1, -1, *[log.NEVER] * 7, None, log.NEVER]
    for stage, at in times.items():
        found[stage] = at
    found[log.REF] = more.get("ref", 0)
    return found


def stage(
    count: int = 12, bars: int = 40, *, names=None, seed: int = 3, horizon: float = 43_200.0, goals: int = 8
):
    """Give a program of so many agencies and the log of one replication with so many tasks."""
    draw = np.random.default_rng(seed)
    who = agents(count, names)
    given = [name for group in (names or {}).values() for name in group] or WORK
    owners = [1 + int(draw.integers(count) ** 1.3) % count for _ in range(bars)]
    tasks = tuple(task(i, owners[i], given[i % len(given)]) for i in range(bars))
    pairs = [(int(a), int(b)) for a, b in draw.integers(1, count + 1, (max(bars * 2, 40), 2)) if a != b]
    purposes = ("command", "warn", "report", "request_aid", "coordinate", "ask")
    links = tuple(
        link(i, a, b, purposes[i % 6], every=1800.0 if i == 5 else 0.0) for i, (a, b) in enumerate(pairs)
    )
    rows = [
        row(log.SET, 0, -1, log.DONE, {log.AT: 0.0}),
        row(log.SEEN, 0, 0, log.DONE, {log.DUE: 0.0, log.LEARNED: 130.0}),
    ]
    rows += [_task_row(draw, number, bars) for number in range(bars)]
    rows += [_message(draw, number, one) for number, one in enumerate(links)]
    for number in range(bars):
        rows[2 + number][log.CAUSE] = 2 + bars + int(draw.integers(len(links)))
    rows += [
        row(log.REPORT, 5, 0, log.DONE, {log.SENT: t, log.RECEIVED: t + 60, log.LEARNED: t + 70})
        for t in range(1800, 9000, 1800)
    ]
    first_lost = len(rows)
    rows += [
        row(log.REPORT, number, 0, log.LOST, {log.DUE: 900.0 * number, log.COMPOSED: 900.0 * number + 100})
        for number in (1, 2, 3)
    ]
    rows += [
        row(log.UNDELIVERED, rows[i][log.SUBJECT], i, log.DONE, {log.AT: rows[i][log.DUE] + 1000})
        for i in range(first_lost, first_lost + 3)
    ]
    rows += [
        row(log.EVENT, number, -1, log.DONE, {log.AT: at})
        for number, at in ((1, 1200.0), (2, 1800.0), (3, 1830.0), (4, 8400.0))
    ]
    rows += [
        row(log.CALLER, 5, -1, log.DONE, {log.RECEIVED: float(at), log.LEARNED: at + 60})
        for at in draw.uniform(300, 7500, 120)
    ]
    rows += [row(log.DECISION, 0, 2, log.DONE, {log.ASKED: 1500.0, log.TAKEN_UP: 1800.0, log.ENDED: 2500.0})]
    rows += [
        row(log.DECLARE, 0, 2, log.DONE, {log.ASKED: 2500.0, log.TAKEN_UP: 2500.0, log.ENDED: 3100.0}, ref=3)
    ]
    reached = [float(at) for at in np.linspace(1600, 13_500, goals)]
    rows += [row(log.MILESTONE, number, 2, log.DONE, {log.AT: at}) for number, at in enumerate(reached)]
    made = program(
        who,
        tasks,
        links,
        sources=_sources(),
        acts=_acts(),
        observers=(Observer("city.a0", 1, 0, ()),),
        milestones=_milestones(names, goals),
        seats=(SeatTurn("city.head", 0, 2, 0, 0, 0, 0),),
        horizon=horizon,
        scales=(Scale("city.response", 0, 2, 0, 0, 0, 0, 0, (), 0),),
    )
    return made, log.Log(replication=411, rows=rows, ended=horizon, stopped=False)


def _task_row(draw, number: int, bars: int) -> log.Row:
    ready = float(draw.uniform(100, 11_000))
    waits = draw.exponential((150, 400, 200, 120, 500)) * draw.integers(0, 2, 5)
    times = dict(
        zip(
            (log.READY, log.DECIDED, log.GRANTED, log.CONVENED, log.MOBILISED, log.STARTED),
            ready + np.cumsum([0, *waits]),
            strict=True,
        )
    )
    if number == bars - 1:
        return row(log.TASK, number, 0, log.OPEN, {log.READY: ready, log.DECIDED: ready + 60})
    return row(
        log.TASK,
        number,
        0,
        log.DONE,
        {**times, log.FINISHED: times[log.STARTED] + float(draw.exponential(900))},
    )


def _message(draw, number: int, one: Link) -> log.Row:
    due = float(draw.uniform(50, 11_000))
    waits = np.cumsum([20, 60, 5, draw.exponential(60), draw.exponential(200), 40])
    stages = (log.DUE, log.BEGUN, log.COMPOSED, log.SENT, log.RECEIVED, log.PICKED, log.LEARNED)
    return row(
        log.ASK if one.purpose == "ask" else log.REPORT,
        number,
        1,
        log.DONE,
        dict(zip(stages, [due, *(due + waits)], strict=True)),
    )


def _sources() -> tuple[Source, ...]:
    given = (
        ("incident", "泄漏"),
        ("outage", "phone@北县"),
        ("road", "city-north"),
        ("withdrawn", "rescue.rescue_team"),
        ("restored", "phone@北县"),
        ("calls", "duty_room"),
    )
    return tuple(Source(name, None, kind) for kind, name in given)


def _acts() -> tuple[Act, ...]:
    return (Act(5, -1, "calls", 300.0, (), -1, 7200.0, calls=(1, 0, 0, 60.0)),)


def _milestones(names, goals: int) -> tuple[Milestone, ...]:
    given = [
        "首报到市",
        "启动二级响应",
        "首支力量到场",
        "被困人员全部救出",
        "群众疏散完成",
        "阀门关闭",
        "通报临江市应急管理局",
        "泄漏源堵漏成功并经复测合格",
    ]
    titles = [name for group in (names or {}).values() for name in group] or given
    made = [
        Milestone(
            f"m{i}",
            Title(titles[i % len(titles)], f"milestone number {i}"),
            0,
            (1800.0, 3600.0, 7200.0)[i % 3] if i % 2 == 0 else None,
            0.95,
        )
        for i in range(goals)
    ]
    return (*made, Milestone("water", Title("供水保障", "water supply"), 0, 21_600.0, 0.9))
