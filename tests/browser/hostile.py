"""Filings in which every field tries to come to life in a document."""

import pathlib
import re
import xml.etree.ElementTree as tree

NAMESPACE = "urn:a6check:filing:1"
ATTACKS = [
    "<script>window.owned=1;alert(1)</script>",
    "</td></tr></table></script><script>window.owned=1</script>",
    "\"><img src=x onerror=\"window.owned=1\">",
    "' autofocus onfocus='window.owned=1",
    "</style><style>*{display:none!important}</style>",
    "<svg onload=window.owned=1><a href=javascript:window.owned=1>x</a></svg>",
    "<!-- <iframe src=https://example.org></iframe> --> &lt;b&gt; {} ]]> \u202e",
    "</textarea></title><meta http-equiv=refresh content=0;url=https://example.org>",
]


def write(source, folder, keep):
    """The filing with an attack in every field for which `keep` does not hold; under a hostile name as well."""
    document = tree.parse(source)
    number = 0
    for element in document.iter():
        if len(element) or keep(re.sub("{.*}", "", element.tag)):
            continue
        element.text = ATTACKS[number % len(ATTACKS)]
        number += 1
    tree.register_namespace("", NAMESPACE)
    name = "<img src=x onerror=window.owned=1>' \" & " + pathlib.Path(source).name
    document.write(pathlib.Path(folder) / name, encoding="utf-8", xml_declaration=True)
    return number
