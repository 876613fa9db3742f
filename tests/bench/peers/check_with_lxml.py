"""The rules of the comparison as a straightforward script over the tree that lxml builds: one line "RULE ROW" for each row
that breaks a rule."""
import re
import sys
from collections import defaultdict

from lxml import etree

SPACE = "{urn:a6check:filing:1}"
IDENTIFIER = re.compile(r"CA\d{4}-[A-Z]{3}\d{2}-[A-Z]{3}-(\d+)-(\d{4})")
TYPES = {"First transfer", "Transfer", "Acquisition", "Use", "Cancellation"}

root = etree.parse(sys.argv[1]).getroot()
authorized = {}
for a in root.iter(SPACE + "Authorization"):
    authorized[a.findtext(SPACE + "AuthorizationID")] = int(a.findtext(SPACE + "AuthorizedQuantity"))
given = defaultdict(int)
blocks = defaultdict(list)
for row, a in enumerate(root.iter(SPACE + "Action"), 1):
    field = {child.tag[len(SPACE):]: child.text for child in a}
    first, last = IDENTIFIER.fullmatch(field["FirstID"]), IDENTIFIER.fullmatch(field["LastID"])
    if not first or not last:
        print("identifier", row)
        continue
    if field["ActionType"] not in TYPES:
        print("type", row)
    if field["ActionType"] == "First transfer" and field.get("AcquiringPartyID", "NA") == "NA":
        print("acquirer", row)
    if field["Metric"] == "GHG" and int(field["QuantityCO2"]) != int(last[1]) - int(first[1]) + 1:
        print("quantity", row)
    if field["Vintage"] != first[2]:
        print("vintage", row)
    if field["AuthorizationID"] not in authorized:
        print("authorization", row)
    if field["ActionType"] == "First transfer":
        given[field["AuthorizationID"]] += int(field["QuantityCO2"])
    series = (field["ActionType"], field["FirstTransferringPartyID"], field["Vintage"])
    blocks[series].append((int(first[1]), int(last[1]), row))
for name, quantity in authorized.items():
    if given[name] > quantity:
        print("authorized", name)
for rows in blocks.values():
    rows.sort()
    highest = 0
    for begin, end, row in rows:
        if begin <= highest:
            print("overlap", row)
        highest = max(highest, end)
