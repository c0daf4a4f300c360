"""The form of a list of gaps, as `gaps.json` and the verbs with `--json` give it: its JSON Schema."""

from typing import Any

from simulator.plan.gap import KINDS, SEVERITIES
from simulator.text.titles import LANGUAGES

Schema = dict[str, Any]


def gap_schema() -> Schema:
    """Give the schema; what it does not name may be added later."""
    return {
        "type": "array",
        "description": "Coordination gaps, each once, the gravest first. 协同缺口，每处一条，最严重的在前。",
        "items": {"$ref": "#/$defs/gap"},
        "$defs": {
            "gap": _gap(),
            "side": _side(),
            "place": _place(),
            "text": _text(),
            "evidence": {"oneOf": [{"$ref": "#/$defs/audit"}, {"$ref": "#/$defs/runs"}]},
            "audit": _evidence("audit", {}, "Found in the plans alone. 仅从预案查出。"),
            "runs": _evidence("runs", _figures(), "Seen in replications. 在推演中看到。"),
            "way": _way(),
            "block": _block(),
            "broken": _broken(),
            "holder": _holder(),
            "hop": _hop(),
        },
    }


def _gap() -> Schema:
    return _record(
        "One cause of wasted time at one place. 一处浪费时间的原因。",
        {
            "id": _string(
                "Kind and place, the same in every run and audit. 类别与位置，各次推演和审查中不变。",
                pattern=rf"^({'|'.join(KINDS)}):.+",
            ),
            "place": _string("Where the cause lies, by qualified names. 原因所在位置，用全名表示。"),
            "kind": {
                "enum": list(KINDS),
                "description": "What the cause lies in: information, authority, resource, medium, desk, seam "
                "between plans. 原因类别：信息、权限、力量、通信手段、值守、预案衔接。",
            },
            "severity": {
                "enum": list(SEVERITIES),
                "description": "`high`: an objective or obligation is missed through it, or a milestone "
                "blocked; `medium`: it costs time, or would if one more thing failed; `low`: neither. "
                "严重：因此未达到目标、未履行义务或里程碑受阻；一般：耽误时间；轻微：两者皆无。",
            },
            "rule": _string("The check that gives the words; see docs/method.md. 用作说明的规则。"),
            "rules": _strings(
                "All checks that found it, this one first. 查出它的全部规则，上述一条在前。", least=1
            ),
            "title": _ref("text", "What is wrong. 问题。"),
            "remedy": _ref("text", "What to do about it. 建议。"),
            "sides": {
                "type": "array",
                "minItems": 2,
                "maxItems": 2,
                "items": {"$ref": "#/$defs/side"},
                "description": "Who is in want, and from whom the want comes; twice the same where only one "
                "is concerned. 受影响的一方和原因所在的一方；只涉及一方时两者相同。",
            },
            "where": _list("place", "Lines of the plans, the one to change first. 预案中的行，先改的在前。"),
            "agencies": _strings("Qualified names of agencies. 机构的全名。"),
            "links": _strings("Qualified names of links. 联络的全名。"),
            "facts": _strings("Ids of facts. 事实的标识。"),
            "basis": _list("text", "Paragraphs of the plans. 预案条款。"),
            "known_from": _strings("Codes of the catalogue of gap types in docs/method.md. 缺口类型代码。"),
            "evidence": _list("evidence", "What proves it. 证据。", least=1),
        },
    )


def _side() -> Schema:
    return _record(
        "An agency at one end of a gap. 缺口一端的机构。",
        {
            "agency": _string("Qualified name. 全名。"),
            "sector": _string("Sector. 部门类别。"),
            "level": _string("Level. 层级。"),
            "region": _string("Region; empty where it has none. 地区；没有则为空。"),
        },
    )


def _place() -> Schema:
    return _record(
        "A place in a plan. 预案中的位置。",
        {
            "file": _string("Path of the file. 文件路径。"),
            "line": _whole("Line, from 1 on. 行号，从 1 起。"),
            "column": _whole("Column, from 1 on. 列号，从 1 起。"),
        },
    )


def _text() -> Schema:
    return _record(
        "A text in both languages. 两种语言的文字。",
        {lang: {"type": "string"} for lang in LANGUAGES},
    )


def _evidence(source: str, figures: Schema, description: str) -> Schema:
    own = {"source": {"const": source}, "text": _ref("text", "In words. 文字说明。")}
    return _record(description, own | figures)


def _figures() -> Schema:
    return {
        "share": _share("Replications in which it was longer than tolerated. 超过容许时间的推演所占比例。"),
        "share_low": _share("Lower end of its 95 % interval. 95 % 区间下限。"),
        "share_high": _share("Upper end of its 95 % interval. 95 % 区间上限。"),
        "p50_s": _quantile("Half of them waited longer. 其中一半等得更久。"),
        "p90_s": _quantile("A tenth of them waited longer. 其中十分之一等得更久。"),
        "beyond": _strings("Quantiles that never ended. 到推演结束仍未等到的分位数。"),
        "endless": _share("Replications in which it never ended. 到结束仍未等到的推演所占比例。"),
        "tolerance_s": _seconds("What was tolerated. 容许的时间。"),
        "mean_s": _seconds(
            "Mean over all replications on the way of the milestone that loses most. "
            "在受影响最大的里程碑路径上，全部推演的平均值。"
        ),
        "waited_s": _seconds(
            "Mean over all replications of all waits there together, on a way or not. "
            "该处全部等待（无论是否在路径上）的平均值。"
        ),
        "ways": _list("way", "What it takes of milestones, the most first. 对各里程碑的影响，大的在前。"),
        "blocks": _list("block", "Milestones not reached because of it. 因此未能达到的里程碑。"),
        "breaks": _list("broken", "Obligations broken because of it. 因此未履行的义务。"),
        "held_first": _list(
            "holder", "Who held first what was lacking, the most often first. 最先掌握该信息者，最多的在前。"
        ),
        "hops": _list(
            "hop", "What links took of the lag, the most first. 各通报关系占用的滞后时间，大的在前。"
        ),
        "shown_by": {
            "type": "integer",
            "minimum": 0,
            "description": "The replication that shows it best. 最能说明它的推演编号。",
        },
    }


def _way() -> Schema:
    return _record(
        "What it takes of the way of one milestone. 对一个里程碑路径的影响。",
        {
            "milestone": _string("Name. 名称。"),
            "title": _ref("text", "Title. 标题。"),
            "mean_s": _seconds("Mean over all replications. 全部推演的平均值。"),
            "share_of_way": _share("Of the mean time until it. 占到达时间平均值的比例。"),
            "passes": _share("Replications whose way passes it. 路径经过该处的推演所占比例。"),
        },
    )


def _block() -> Schema:
    return _record(
        "A milestone that was not reached while what leads to it waited there to the end. "
        "未达到的里程碑：通往它的工作在该处一直等到结束。",
        {
            "milestone": _string("Name. 名称。"),
            "title": _ref("text", "Title. 标题。"),
            "share": _share("Of all replications. 占全部推演的比例。"),
            "lost_s": _seconds(
                "Mean over all replications, from when the others reached it, or the start, to the horizon. "
                "全部推演的平均值：自其他推演达到之时（或起点）算到推演结束。"
            ),
        },
    )


def _broken() -> Schema:
    return _record(
        "An obligation that it is to blame for. 因此未履行的一项义务。",
        {
            "obligation": _string("Name. 名称。"),
            "title": _ref("text", "Title. 标题。"),
            "share": _share("Replications in which it was late or never met. 迟报或未履行的推演所占比例。"),
        },
    )


def _holder() -> Schema:
    return _record(
        "Who held first what was lacking. 最先掌握所缺信息的机构。",
        {
            "agency": _string("Qualified name. 全名。"),
            "share": _share("Of the replications that show it. 占出现该缺口的推演的比例。"),
        },
    )


def _hop() -> Schema:
    return _record(
        "What composing and transmitting over one link took of the lag. 一条通报关系上拟稿与传送占用的时间。",
        {
            "link": _string("Qualified name. 全名。"),
            "mean_s": _seconds("Mean over all replications. 全部推演的平均值。"),
            "spent_on": {
                "enum": ["composing", "channel", "clock"],
                "description": "What most of it went to: composing, transmitting, until the next periodic "
                "report. 主要耗在：拟稿、传送、等下一次定期报送。",
            },
        },
    )


# -- forms ---------------------------------------------------------------------------------------------------


def _record(description: str, properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
    }


def _string(description: str, **more: str) -> Schema:
    return {"type": "string", "description": description, **more}


def _strings(description: str, *, least: int = 0) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "minItems": least, "description": description}


def _list(name: str, description: str, *, least: int = 0) -> Schema:
    items = {"$ref": f"#/$defs/{name}"}
    return {"type": "array", "items": items, "minItems": least, "description": description}


def _ref(name: str, description: str) -> Schema:
    return {"$ref": f"#/$defs/{name}", "description": description}


def _whole(description: str) -> Schema:
    return {"type": "integer", "minimum": 1, "description": description}


def _share(description: str) -> Schema:
    return {"type": "number", "minimum": 0, "maximum": 1, "description": description}


def _seconds(description: str) -> Schema:
    return {"type": "number", "minimum": 0, "description": f"{description} [s]"}


def _quantile(description: str) -> Schema:
    return {"type": ["number", "null"], "minimum": 0, "description": f"{description} [s]"}
