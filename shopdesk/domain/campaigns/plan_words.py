"""The words of a written plan: what a figure can be, and by which words it is recognised in Chinese and English."""

from __future__ import annotations

import re
from enum import StrEnum

from shopdesk.domain.text import Text


class What(StrEnum):
    """What a figure of a plan says."""

    VISITORS = "visitors"
    CONVERSION = "conversion"
    BUYERS = "buyers"
    ORDERS = "orders"
    ORDER_VALUE = "order_value"
    SALES = "sales"
    PIECES = "pieces"
    PRICE = "price"
    ADS = "ads"
    ROI = "roi"
    CLICKS = "clicks"
    CLICK_COST = "click_cost"
    REFUNDS = "refunds"
    REFUND_RATE = "refund_rate"
    PROFIT = "profit"
    MARGIN = "margin"
    SHARE = "share"
    GROWTH = "growth"
    DAYS = "days"
    AMOUNT = "amount"
    UNCLEAR = "unclear"


NAMES = {
    What.VISITORS: Text("Visitors"),
    What.CONVERSION: Text("Conversion"),
    What.BUYERS: Text("Buyers"),
    What.ORDERS: Text("Orders"),
    What.ORDER_VALUE: Text("Order value", context="plan"),
    What.SALES: Text("Sales"),
    What.PIECES: Text("Pieces"),
    What.PRICE: Text("Price of a piece", context="plan"),
    What.ADS: Text("Ads budget", context="plan"),
    What.ROI: Text("ROI"),
    What.CLICKS: Text("Clicks"),
    What.CLICK_COST: Text("Cost per click", context="plan"),
    What.REFUNDS: Text("Refunds"),
    What.REFUND_RATE: Text("Refund rate"),
    What.PROFIT: Text("Gross profit"),
    What.MARGIN: Text("Gross margin", context="plan"),
    What.SHARE: Text("Share", context="plan"),
    What.GROWTH: Text("Growth", context="plan"),
    What.DAYS: Text("Days", context="plan"),
    What.AMOUNT: Text("Amount"),
    What.UNCLEAR: Text("Not clear", context="plan"),
}
RATES = frozenset({What.CONVERSION, What.REFUND_RATE, What.MARGIN, What.SHARE, What.GROWTH})
"""What is written in per cent."""
MONEY = frozenset(
    {What.ORDER_VALUE, What.SALES, What.PRICE, What.ADS, What.CLICK_COST, What.REFUNDS, What.PROFIT, What.AMOUNT}
)
COUNTS = frozenset({What.VISITORS, What.BUYERS, What.ORDERS, What.PIECES, What.CLICKS})
ADDS_UP = frozenset(
    {What.ORDERS, What.SALES, What.PIECES, What.ADS, What.CLICKS, What.REFUNDS, What.PROFIT, What.AMOUNT}
)
"""What may be added over parts and days; visitors and buyers are people, of whom one can be in several parts."""

_KEYWORDS: dict[What, str] = {
    What.CONVERSION: "(?:支付|下单|成交)?转化率?|conversion(?: rate)?|cvr",
    What.REFUND_RATE: "退[款货]率|(?:refund|return) rate",
    What.MARGIN: "毛利率|gross margin",
    What.CLICK_COST: "(?:平均)?点击(?:单价|成本|花费)|cost per click|cpc|ppc",
    What.ORDER_VALUE: (
        "客单价?|笔单价|(?:average )?order value|aov|(?:(?:amount|value) )?(?:per|each) (?:buyer|order)"
        "|(?<=yuan )an order"
    ),
    What.PRICE: "件单价|(?:活动|促销|到手|销售)价格?|售价|价格|单价|均价|(?:unit )?price(?: (?:of a|per) piece)?",
    What.BUYERS: "(?:支付|成交|下单)?买家数?|(?:支付|成交|购买)人数|buyers?",
    What.VISITORS: "访客[数量]?|流量|进店人数|独立访客|uv|visitors?|visits|traffic",
    What.ORDERS: "(?:支付|成交)?订单[数量]?|单量|orders?",
    What.ROI: "投入?产出?比|roi|roas",
    What.ADS: (
        "(?:广告|推广|投放|营销)(?:总?(?:费用?|预算|投入|花费|支出|成本))?"
        "|(?:ads?|advertising|marketing)(?: (?:budget|spend|cost)s?)?|ad spend"
    ),
    What.SALES: (
        "(?:总|日|月|年)?(?:销售|成交|营业|支付)(?:总?额|金额|收入|目标)|日销|月销(?!量)|业绩|营收|gmv"
        "|(?:gross )?sales|turnover|revenue|paid amount"
    ),
    What.PIECES: "(?:销售)?件数|销量|pieces?|units?(?: sold)?",
    What.CLICKS: "点击[数量]|clicks?",
    What.REFUNDS: "退[款货](?:金额|额)?|refunds?",
    What.PROFIT: "毛利润?|gross profit",
    What.SHARE: "占比|份额|占|share",
    What.GROWTH: (
        "(?:同比|环比)?(?:增长|增加|提升|上涨|增幅|下降|下滑|减少|降低)率?(?:了|到)?|同比|环比"
        "|growth|grow(?:s|n)? by|growing by|yoy|up by|down by|increase(?:s|d)?(?: of| by)?|decrease(?:s|d)?(?: of| by)?"
    ),
    What.AMOUNT: "预算|投入|资金|费用|总额|成本|保证金|budget|investment|costs?|deposit",
}


_LATIN_EDGE = r"(?<![a-z])(?:{words})(?![a-z])"
"""Latin words only as whole ones; Chinese has no blanks between words, so there the edge is always free."""

KEYWORD = re.compile("|".join(f"(?P<{what}>{_LATIN_EDGE.format(words=words)})" for what, words in _KEYWORDS.items()))

CHANNELS = (
    "直通车|引力魔方|万相台|钻展|淘宝客|淘客|聚划算|淘金币|店铺直播|直播|短视频|自然流量|自然搜索|手淘搜索|手淘推荐|搜索|推荐"
    "|付费|站外|站内|老客|新客|会员|抖音|京东|拼多多|淘宝|天猫|小红书|search ads|display ads|affiliates?"
    "|live stream(?:ing)?"
    "|organic|search|social|others?|其他|其它"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
PART = re.compile(
    r"(?P<month>(?<![0-9])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?![0-9初底中末内])"
    r"|第[0-9一二三四五六七八九十]{1,3}个?月|首月|\bmonth ?[0-9]{1,2}\b|\b(?:" + _MONTHS + r")\b(?! ?[0-9]))"
    r"|(?P<quarter>\bq[1-4]\b|第?[一二三四1-4]季度?)"
    r"|(?P<phase>第[0-9一二三四五六七八九十]{1,3}(?:阶段|期|波)|阶段[0-9一二三四五六七八九十]{1,3}"
    r"|\bphase ?[0-9]{1,2}\b)"
    r"|(?P<week>第[0-9一二三四五六七八九十]{1,3}周|\bweek ?[0-9]{1,2}\b)"
    rf"|(?P<channel>{CHANNELS})"
)
"""Parts that are known by their name, by kind."""
TOTAL = re.compile(
    r"合计|共计|总共|一共|总计|总和|全部|全年|总|共(?!同)|\btotal\b|\bin all\b|\baltogether\b|\bin sum\b"
)
AMONG = re.compile(r"其中|包括|包含|\bof which\b|\bincluding\b|\bamong (?:it|them)\b")
SPLIT = re.compile(r"分别[为是]?|分为|分成|拆分[为成]?|\bsplit (?:into|as)\b")
EARLIER = re.compile(
    r"(?P<year>去年(?:同期)?|上年(?:同期)?|\blast year\b)|(?P<month>上月|上个月|上期|\blast month\b)"
    r"|(?P<usual>平时|平日|日常|目前|现在|\busual(?:ly)?\b|\bcurrent(?:ly)?\b)"
)
THIS = re.compile(r"今年|本年|本月|本次|本期|\bthis (?:year|month|time)\b")
DAILY = re.compile(r"每[天日]|(?<![0-9])日(?=均|销|访客|订单|成交)|/ ?[天日]|\b(?:a|per|each) day\b|/ ?day\b|\bdaily\b")
MONTHLY = re.compile(
    r"每个?月|(?<![0-9一二三四五六七八九十个上本下当])月(?=均|销|成交额)|/ ?月|\b(?:a|per|each) month\b|/ ?month\b"
    r"|\bmonthly\b"
)
FALLING = re.compile(r"下降|下滑|减少|降低|\bdown\b|\bdecrease|\bfall")
ABOUT = re.compile(r"(?:大?约|大概|左右|预估|将近|\babout|\baround|\bapprox\.?|\bsome|\broughly|[~≈])\s{0,2}$")
ABOUT_AFTER = re.compile(r"\s?(?:左右|上下|or so\b)")
