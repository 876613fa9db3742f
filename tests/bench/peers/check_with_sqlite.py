"""The rules of the comparison as SQL in SQLite, after the XML was turned into tables: one line "RULE ROW" for each row that
breaks a rule."""
import sqlite3
import sys
from xml.parsers import expat

ACTION = ["ActionType", "AuthorizationID", "FirstTransferringPartyID", "FirstID", "LastID", "Metric", "QuantityCO2", "Vintage",
          "AcquiringPartyID"]
AUTHORIZATION = ["AuthorizationID", "AuthorizedQuantity"]

actions, authorizations = [], []
row, kind, text = {}, None, []


def start(name, _):
    global row, kind
    if name in ("Action", "Authorization"):
        row, kind = {}, name
    text.clear()


def end(name):
    global kind
    if name == kind:
        rows, columns = (actions, ACTION) if name == "Action" else (authorizations, AUTHORIZATION)
        rows.append([row.get(c) for c in columns])
        kind = None
    elif kind:
        row[name] = "".join(text)


parser = expat.ParserCreate()
parser.buffer_text = True
parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text.append
with open(sys.argv[1], "rb") as file:
    parser.ParseFile(file)

base = sqlite3.connect(":memory:")
base.execute("create table a(row integer primary key, %s, first integer, last integer)" % ", ".join(ACTION))
base.execute("create table auth(AuthorizationID primary key, AuthorizedQuantity integer)")


def serial(identifier):
    parts = identifier.split("-")
    return int(parts[3]) if len(parts) == 5 and parts[3].isdigit() else None


base.executemany("insert into a values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 ([n, *a, serial(a[3]), serial(a[4])] for n, a in enumerate(actions, 1)))
base.executemany("insert into auth values(?, ?)", authorizations)
for rule, query in {
        "identifier": "select row from a where first is null or last is null",
        "type": "select row from a where ActionType not in "
                "('First transfer', 'Transfer', 'Acquisition', 'Use', 'Cancellation')",
        "acquirer": "select row from a where ActionType = 'First transfer' and coalesce(AcquiringPartyID, 'NA') = 'NA'",
        "quantity": "select row from a where Metric = 'GHG' and cast(QuantityCO2 as integer) != last - first + 1",
        "vintage": "select row from a where Vintage != substr(FirstID, -4)",
        "authorization": "select row from a where AuthorizationID not in (select AuthorizationID from auth)",
        "authorized": "select AuthorizationID from auth where AuthorizedQuantity < (select sum(cast(QuantityCO2 as integer)) "
                      "from a where a.AuthorizationID = auth.AuthorizationID and ActionType = 'First transfer')",
        "overlap": "select row from (select row, first, max(last) over (partition by ActionType, FirstTransferringPartyID, "
                   "Vintage order by first, last rows between unbounded preceding and 1 preceding) as before from a) "
                   "where first <= before",
}.items():
    if rule == "authorized":
        base.execute("create index given on a(AuthorizationID, ActionType)")
    for (found,) in base.execute(query):
        print(rule, found)
