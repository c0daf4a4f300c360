"""Joint tasks in words."""

from simulator.report.joint_told import told_of_joint_tasks

HOUR = 3600


def participant(title, *, decided=0.0, there=1.0, vain=(0, 0, 0, 0), mean=(0, 0, 0, 0)):
    stages = ("invitation", "desk", "operator", "travel")
    return {
        "title": {"zh": title, "en": title},
        "there": there,
        "decided": decided,
        "vain": dict(zip(stages, vain, strict=True)),
        "mean_s": dict(zip(stages, mean, strict=True)),
    }


def meeting(*participants, **fields):
    times = {"p50_s": HOUR, "p90_s": 2 * HOUR, "beyond": [], "unsupported": []}
    return {
        "title": {"zh": "核查", "en": "Check"},
        "owner_title": {"zh": "应急局", "en": "Bureau"},
        "in_person": True,
        "invited": 3,
        "quorum": 2,
        "calls": 4,
        "outcomes": {"quorum": 0.75, "short": 0.25, "withdrawn": 0.0, "open": 0.0},
        "there_mean": 1.75,
        "convened": times,
        "waited": times | {"p90_s": None, "beyond": ["p90"]},
        "participants": list(participants),
    } | fields


def told(*records, lang="en"):
    return list(told_of_joint_tasks({"joint_tasks": list(records), "horizon_s": 4 * HOUR}, lang))


def test_it_says_who_called_how_it_went_and_whom_the_others_waited_for():
    police = participant("Police", decided=0.75, there=0.75, vain=(0, 0, 0, 0.25), mean=(60, 0, 0, 1800))
    county = participant("County")
    bureau = participant("Office", there=0.5, vain=(0.25, 0.1, 0, 0))
    (row,) = told(meeting(police, county, bureau))
    assert (row.title, row.owner) == ("Check", "Bureau, in person")
    assert row.outcomes == ("with quorum 75 %", "begun without quorum 25 %")
    assert (row.there, row.convened, row.waited) == ("1.8 of 3, 2 needed", "1 h / 2 h", "1 h / > 4 h")
    assert row.waited_for == (
        "Police: last in 75 %, 30 min on the road",
        "Office: in vain in 35 %, mostly not reached by the invitation",
        "Police: in vain in 25 %, mostly on the road",
    )


def test_it_says_so_in_chinese():
    (row,) = told(
        meeting(participant("市公安局", decided=1.0, mean=(600, 60, 0, 0)), in_person=False), lang="zh"
    )
    assert (row.owner, row.there) == ("应急局召集，远程参加", "1.8/3，需 2")
    assert row.waited_for == ("市公安局：100 % 最后到，邀请送达用时 10 分钟",)


def test_what_is_rare_is_not_named_and_what_was_never_called_not_told():
    rare = participant("Police", decided=0.05, mean=(60, 0, 0, 0))
    never = meeting(calls=0, outcomes=None, convened=None, waited=None, there_mean=None)
    (row,) = told(never, meeting(rare, there_mean=None))
    assert (row.waited_for, row.there) == (("–",), "– of 3, 2 needed")
