"""Makes an invented order export of any length, 25 columns as ExportOrderList has them, as xlsx and as GBK csv."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

HEADINGS = (
    "订单编号", "买家会员名", "买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "订单状态", "买家留言",
    "收货人姓名", "收货地址 ", "运送方式", "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ",
    "物流单号 ", "物流公司", "宝贝总数量", "店铺Id", "店铺名称", "订单关闭原因", "卖家服务费",
    "退款金额", "确认收货时间",
)  # fmt: skip
_PROVINCES = ("浙江省", "广东省", "上海", "江苏省", "北京", "四川省", "湖北省", "内蒙古自治区", "山东省", "福建省")
_TITLES = tuple(f"{season}新款{cut}{cloth}{piece}" for season in ("春季", "夏季", "秋季", "冬季")
                for cut in ("修身", "宽松", "直筒") for cloth in ("纯棉", "雪纺", "羊毛")
                for piece in ("连衣裙", "衬衫", "外套", "半身裙"))  # fmt: skip
_STEP = timedelta(seconds=157)


def rows(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Data rows, the newest order first as the platform writes them."""
    chance = random.Random(seed)
    newest = datetime(2026, 3, 15, 23, 59, 0)
    for number in range(count):
        made = newest - number * _STEP
        paid = chance.random() < 0.86
        cents = chance.randrange(1_900, 49_900)
        refund = cents if paid and chance.random() < 0.1 else 0
        left = cents - refund if paid else 0
        yield [
            f"{2_900_000_000_000_000_000 + (count - number) * 7_919}",
            f"tb{chance.randrange(60_000):06d}**",
            f"{cents // 100}.{cents % 100:02d}", "0.00", f"{cents // 100}.{cents % 100:02d}",
            f"{left // 100}.{left % 100:02d}",
            "交易成功" if paid and not refund else "买家已付款，等待卖家发货" if paid else "等待买家付款",
            "", "张**", f"{chance.choice(_PROVINCES)} 某市 某区 某路{chance.randrange(900)}号", "快递",
            f"'1{chance.randrange(10**10):010d}",
            f"{made:%Y-%m-%d %H:%M:%S}", f"{made + timedelta(seconds=95):%Y-%m-%d %H:%M:%S}" if paid else "",
            chance.choice(_TITLES), "1", f"No:SF{chance.randrange(10**12):012d}" if paid else "", "顺丰速运",
            str(chance.choice((1, 1, 1, 2, 3))), "0", "样例旗舰店", "订单未关闭", "0元",
            f"{refund // 100}.{refund % 100:02d}",
            f"{made + timedelta(days=6):%Y-%m-%d %H:%M:%S}" if paid else "",
        ]  # fmt: skip


def write_csv(path: Path, count: int) -> None:
    """A csv in GBK, as the platform writes it."""
    with path.open("w", encoding="gbk", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(rows(count))


def write_xlsx(path: Path, count: int) -> None:
    """A workbook with shared strings and one sheet."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    sheet = book.add_worksheet("export")
    sheet.write_row(0, 0, HEADINGS)
    for number, row in enumerate(rows(count), start=1):
        sheet.write_row(number, 0, row)
    book.close()
