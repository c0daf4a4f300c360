"""Made-up but plausible gaps over the shipped city, for charts."""

from functools import cache
from pathlib import Path

from simulator.errors import say
from simulator.plan.gap import Evidence, Gap, Side
from simulator.scenario.read import read_case
from simulator.text.titles import Title

SCENARIO = Path(__file__).parents[2] / "scenarios" / "rainstorm_debris_flow.yaml"


@cache
def city():
    """The composition of the shipped city: seven plans."""
    return read_case(SCENARIO).composition


def gap(kind, place, wants, source, minutes=None, **more):
    """A gap of which only what a chart shows is said; `minutes` None: found by the audit alone."""
    actors = city().actors
    evidence = (
        Evidence("audit", say("{what}", what=place))
        if minutes is None
        else Evidence("runs", say("{what}", what=place), {"mean_s": minutes * 60.0, "share": 0.8})
    )
    return Gap(
        kind=kind,
        place=place,
        title=say("{what}", what=Title(*more.pop("title", ("", "")))),
        remedy=say("{what}", what=place),
        sides=(Side.of(actors[wants]), Side.of(actors[source])),
        evidence=(evidence,),
        agencies=tuple(dict.fromkeys((wants, source))),
        **{"rule": "lag", "severity": "medium", **more},
    )


def made_up():
    """Twenty-six gaps: slow hops, missing links, thin desks, single points of failure, seams."""
    return (*_slow(), *_missing(), *_desks(), *_others())


def _slow():
    yield gap(
        "information",
        "debris_flow@city.em_duty",
        "city.em_duty",
        "north.em_bureau",
        48.0,
        title=(
            "泥石流险情从石沟村报到市应急局要 48 分钟",
            "Debris flow takes 48 min from Shigou village to the city",
        ),
        links=(
            "north.石沟村>north.town_shigou:report",
            "north.town_shigou>north.em_bureau:report",
            "north.county_to_city",
        ),
        severity="high",
    )
    yield gap(
        "information",
        "leak@north.em_bureau",
        "north.em_bureau",
        "plant.control_room",
        31.0,
        title=("企业向县应急局报告迟缓", "The plant reports late to the county bureau"),
        links=("plant.report_county",),
        severity="high",
    )
    yield gap(
        "information",
        "seepage@north.石沟村",
        "north.石沟村",
        "mine.dispatch_room",
        22.0,
        title=("尾矿库渗漏预警迟到下游村", "The village below the dam is warned late"),
        links=("mine.dispatch_room>north.石沟村:warn",),
        severity="high",
    )
    yield gap(
        "information",
        "seepage@mine.mine_head",
        "mine.mine_head",
        "mine.dam_team",
        9.0,
        title=("矿内逐级上报", "Step by step inside the mine"),
        links=("mine.dam_team>mine.dispatch_room:report", "mine.dispatch_room>mine.mine_head:report"),
    )
    yield gap(
        "information",
        "release_started@linjiang.duty_room",
        "linjiang.duty_room",
        "city.duty_room",
        26.0,
        title=("泄洪通报迟到临江市", "Linjiang learns late of the release"),
        links=("city.duty_room>linjiang.duty_room:warn",),
        severity="high",
    )
    yield gap(
        "information",
        "missing@city.fire_brigade",
        "city.fire_brigade",
        "north.fire",
        6.0,
        title=("失联人数更新慢", "The number of missing is updated slowly"),
        links=("north.fire>city.fire_brigade:report",),
    )
    yield gap(
        "information",
        "wind_sector@city.safety_hq",
        "city.safety_hq",
        "city.environment",
        12.0,
        title=("监测结果转报慢", "Readings are passed on slowly"),
        links=("city.environment>city.safety_hq:report",),
    )
    yield gap(
        "medium",
        "city.phone@north.town_shigou",
        "north.em_bureau",
        "north.town_shigou",
        17.0,
        title=("石沟镇电话中断后改用卫星电话", "Shigou town loses its phones, redials"),
        links=("north.town_shigou>north.headquarters:report",),
        severity="high",
    )
    yield gap(
        "medium",
        "city.hotline@city.emergency_120",
        "city.central_hospital",
        "city.emergency_120",
        3.0,
        title=("热线占线", "The hotline is engaged"),
        links=("city.emergency_120>city.central_hospital:warn",),
    )


def _missing():
    def one(place, wants, source, zh, en, minutes=None):
        return gap("information", place, wants, source, minutes, rule="no_path", title=(zh, en))

    yield one(
        "leak@linjiang.riverside_town",
        "linjiang.riverside_town",
        "plant.control_room",
        "下游滨河镇不知泄漏",
        "Nobody tells Binhe town of the leak",
        64.0,
    )
    yield one(
        "seepage@city.environment",
        "city.environment",
        "mine.dispatch_room",
        "环境局不知渗漏",
        "The environment bureau is not told of the seepage",
    )
    yield one(
        "rain_warning@mine.dam_team",
        "mine.dam_team",
        "city.weather",
        "尾矿工班收不到暴雨预警",
        "No rain warning reaches the tailings crew",
    )
    yield one(
        "burns_ready@north.hospital",
        "north.hospital",
        "city.central_hospital",
        "县医院不知市医院备床",
        "The county hospital does not know of the beds",
    )
    yield one(
        "road_cut@city.armed_police",
        "city.armed_police",
        "north.transport",
        "武警不知道路中断",
        "The armed police do not know of the cut road",
        14.0,
    )


def _desks():
    yield gap(
        "desk",
        "city.em_duty",
        "city.em_duty",
        "city.em_duty",
        37.0,
        rule="overload",
        title=("市应急局值班室一人要通知 14 家", "One watch officer tells fourteen partners"),
        links=(
            "city.em_duty>city.transport:warn",
            "city.em_duty>city.power:warn",
            "city.em_duty>city.telecom:warn",
            "city.em_duty>city.health_commission:warn",
        ),
        severity="high",
    )
    yield gap(
        "desk",
        "north.duty_room",
        "north.headquarters",
        "north.duty_room",
        13.0,
        rule="single_agency",
        title=("县总值班室一人值守", "One officer in the county duty room"),
    )
    yield gap(
        "desk",
        "linjiang.duty_room",
        "city.fire_brigade",
        "linjiang.duty_room",
        19.0,
        rule="single_agency",
        title=("临江值班室一人应接三家求援", "One officer in Linjiang answers three requests"),
        links=(
            "city.fire_brigade>linjiang.duty_room:request_aid",
            "north.fire>linjiang.duty_room:request_aid",
        ),
    )
    yield gap(
        "medium",
        "plant.control_room#phone",
        "plant.control_room",
        "plant.control_room",
        rule="single_agency",
        title=("冷库对外仅靠一部电话", "One telephone line out of the plant"),
    )
    yield gap(
        "medium",
        "mine.dispatch_room#mine_phone",
        "mine.dispatch_room",
        "mine.dispatch_room",
        rule="single_agency",
        title=("矿内仅有一套调度电话", "One telephone system in the mine"),
    )


def _others():
    yield gap(
        "authority",
        "city_flood.release",
        "city_flood.reservoir",
        "city.water_bureau",
        24.0,
        rule="decision",
        title=("泄洪令等待批准", "The release waits for an order"),
        links=("city.water_bureau>city_flood.reservoir:command",),
        severity="high",
    )
    yield gap(
        "authority",
        "north.evacuate",
        "north.town_shigou",
        "north.headquarters",
        16.0,
        rule="decision",
        title=("石沟镇转移等待县指挥部决定", "Shigou waits for the county to decide"),
    )
    yield gap(
        "authority",
        "city.commander",
        "city.headquarters",
        "city.headquarters",
        rule="no_deputy",
        title=("总指挥无代理人", "The commander has no deputy"),
        severity="low",
    )
    yield gap(
        "resource",
        "boat@north.fire",
        "north.fire",
        "linjiang.fire",
        41.0,
        rule="idle_elsewhere",
        title=("临江舟艇闲置而北岭排队", "Boats idle in Linjiang while Beiling queues"),
        severity="high",
    )
    yield gap(
        "resource",
        "ambulance@north.hospital",
        "north.hospital",
        "city.emergency_120",
        8.0,
        rule="capacity",
        title=("救护车不足", "Too few ambulances"),
        links=("north.hospital>city.emergency_120:request_aid",),
    )
    yield gap(
        "seam",
        "boats_north",
        "north.fire",
        "linjiang.fire",
        rule="one_side",
        title=("互助协议仅一方载明", "The agreement stands on one side only"),
    )
    yield gap(
        "seam",
        "mine_county",
        "north.em_bureau",
        "mine.mine_head",
        5.0,
        rule="levels",
        title=("企业与县预案分级不衔接", "Levels of mine and county do not meet"),
        links=("mine.mine_head>north.em_bureau:report",),
    )
