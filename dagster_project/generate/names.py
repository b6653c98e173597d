"""Words from which people, firms and goods are named. Every combination is invented."""

# fmt: off
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹"
    "彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
)
GIVEN = (
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "霞", "平", "刚", "桂英", "秀兰", "建华", "志强", "婷婷", "文博", "子涵", "雨桐", "浩然", "思远", "晓东",
    "海燕", "丽华", "国庆", "春梅", "振宇", "佳怡", "欣怡", "梦琪", "俊杰", "天宇", "志远", "晨曦", "雪梅",
    "玉兰", "红霞", "建国", "永强", "立新", "素芬",
)
TEAMS = ("华东", "华南", "华北", "华中", "西南", "西北", "东北", "华西", "江浙", "闽粤", "川渝", "湘鄂")
CITIES = ("杭州", "上海", "北京", "广州", "深圳", "成都", "武汉", "南京")
AREA_CODES = (571, 21, 10, 20, 755, 28, 27, 25)
"""Telephone areas of `CITIES`, in their order, without the leading 0."""
BRAND_FIRST = tuple("恒瑞华中鑫宏天金东博信德盛泰嘉新远通润汇立科安永")
BRAND_SECOND = tuple("达丰源泰诚联创和兴业隆康盈辉腾凯越方元迈发昌海")
INDUSTRIES = (
    ("machinery", "机械"), ("electronics", "电子"), ("logistics", "物流"), ("chemicals", "化工"),
    ("textiles", "纺织"), ("construction", "建材"), ("food", "食品"), ("software", "软件"),
    ("medical", "医疗器械"), ("retail", "商贸"),
)
DEPARTMENTS = ("总经办", "采购部", "财务部", "信息部", "行政部", "生产部")
SENIOR_TITLES = ("总经理", "副总经理", "采购总监", "财务总监")
JUNIOR_TITLES = ("采购员", "行政主管", "会计", "前台")
PRODUCTS = ("标准版", "专业版", "企业版", "旗舰版")
MOBILE_PREFIXES = (
    138, 139, 136, 137, 135, 150, 151, 152, 158, 159, 182, 183, 187, 188, 130,
    131, 132, 155, 156, 185, 186, 133, 153, 180, 181, 189, 134, 157, 177, 176,
)
# fmt: on


def person(number: int) -> str:
    """A person's name, the same for the same number."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) * 7 % len(GIVEN)]
