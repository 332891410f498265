"""Export files as the platforms write them, with invented orders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SHORT = ("订单编号", "总金额", "买家实际支付金额", "收货地址", "订单创建时间", "订单付款时间", "退款金额")
LIST_2018 = (
    "订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "买家支付积分", "总金额", "返点积分",
    "买家实际支付金额", "买家实际支付积分", "订单状态", "买家留言", "收货人姓名", "收货地址 ", "运送方式", "联系电话 ",
    "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司", "订单备注",
    "宝贝总数量", "店铺Id", "店铺名称", "订单关闭原因", "卖家服务费", "买家服务费", "退款金额",
)  # fmt: skip


def short_row(number: object, *, gross: str = "100.00", received: str = "100.00", refund: str = "0") -> list[Any]:
    """A paid order of the short report."""
    return [number, gross, received, "浙江省", "2026/3/1 10:00", "2026/3/1 10:05", refund]


def list_row(number: str, buyer: str = "小红买家", phone: str = "13800001111") -> list[str]:
    """An order as ExportOrderList of 2018 writes it."""
    row = {
        "订单编号": f'="{number}"', "买家会员名": buyer, "买家应付货款": "90.00", "买家应付邮费": "10.00",
        "总金额": "1,100.00", "买家实际支付金额": "￥1,000.00", "订单状态": "买家已付款，等待卖家发货",
        "收货人姓名": "王小红", "收货地址 ": "浙江省 杭州市 西湖区 某某路8号(310000)", "联系手机": f"'{phone}",
        "联系电话 ": "'null",
        "订单创建时间": "2026-03-01 10:00:00", "订单付款时间 ": "2026-03-01 10:05:00", "宝贝标题 ": "连衣裙，夏",
        "物流单号 ": "No:SF100", "宝贝总数量": "２", "订单关闭原因": "订单未关闭", "卖家服务费": "0元",
        "退款金额": "100.00", "买家支付宝账号": '=""',
    }  # fmt: skip
    return [row.get(name, "") for name in LIST_2018]


def write_csv(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    quoted: bool = False,
    tail: str = "",
) -> Path:
    """Rows as text; ``tail`` is put behind the last field of each data row."""
    lines = []
    for number, row in enumerate(rows):
        fields = ['"' + str(cell).replace('"', '""') + '"' if quoted else str(cell) for cell in row]
        lines.append(delimiter.join(fields) + (tail if number else ""))
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> Path:
    """Sheets of rows as a workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path
