"""The review document in a real browser.

    review_test.py CHROMIUM CHROMEDRIVER A6CHECK ROOT
"""

import base64
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

import hostile
from webdriver import Browser

CHROMIUM, CHROMEDRIVER, PROGRAM, ROOT = sys.argv[1:5]
HERE = pathlib.Path(__file__).parent
TAB, ENTER, RIGHT = "\ue004", "\ue007", "\ue014"


def script(name):
    return (HERE / name).read_text()


class ReviewDocument(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="a6check-review-")
        cls.browser = Browser(CHROMIUM, CHROMEDRIVER)
        filings = pathlib.Path(ROOT) / "tests" / "filings"
        cls.documents = {
            name: cls.document(name, filings / name) for name in ("many", "dossier", "defects", "valid")
        }

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    @classmethod
    def document(cls, name, *paths):
        out = pathlib.Path(cls.folder.name) / f"{name}.html"
        command = [PROGRAM, "check", *map(str, paths), "--as-of", "2026-11-23", "--format", f"html={out}"]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        # Findings and files that cannot be read are part of a document. One line says where it is, and nothing else.
        said = done.stderr.splitlines()
        assert out.exists() and len(said) == 1 and said[0].startswith("a6check: html report in "), done.stderr
        return out

    def setUp(self):
        self.browser.window(1280, 900)
        self.browser.prefer("light")

    def open(self, name, hash=""):
        self.browser.open("about:blank")
        self.browser.log("browser")
        self.browser.log("performance")
        self.browser.open(self.documents[name].as_uri() + hash)

    def assert_quiet(self):
        """Neither a message on the console nor a request for anything but the document."""
        self.assertEqual(self.browser.log("browser"), [])
        asked = []
        for entry in self.browser.log("performance"):
            found = re.search(r'"method":"Network\.requestWillBeSent".*?"url":"([^"]*)"', entry["message"])
            if found and not found[1].startswith(("file:", "data:", "about:", "blob:")):
                asked.append(found[1])
        self.assertEqual(asked, [])

    def test_opens_without_error_or_request(self):
        for name in ("many", "dossier", "defects", "valid"):
            with self.subTest(name):
                self.open(name)
                self.assertTrue(self.browser.run("return document.querySelector('h1').textContent.length > 10"))
                self.assert_quiet()

    def test_policy_lets_nothing_out(self):
        self.open("many")
        self.browser.run(
            """const s = document.createElement("script"); s.textContent = "window.owned = 1";
               document.body.append(s);
               const i = new Image(); i.src = "https://example.org/x.png"; document.body.append(i);
               return fetch("https://example.org/").catch(() => 0)"""
        )
        self.assertIsNone(self.browser.run("return window.owned"))
        refused = [e for e in self.browser.log("browser") if "Content Security Policy" in e["message"]]
        self.assertGreaterEqual(len(refused), 3)

    def test_filter(self):
        self.open("defects")
        shown = "return [...document.querySelectorAll('.finding')].filter(e => e.offsetParent).length"
        total = self.browser.run(shown)
        self.assertGreater(total, 10)
        change = """const form = document.getElementById("filter");
                    const field = form.querySelector(arguments[0]);
                    if (field.type === "checkbox") field.click();
                    else { field.value = arguments[1]; field.dispatchEvent(new Event("input", { bubbles: true })); }"""

        def said():
            return self.browser.run("return document.getElementById('filtered').textContent")

        self.browser.run(change, "[value=error]", "")
        errors = self.browser.run("return document.querySelectorAll('.finding.error').length")
        self.assertEqual(self.browser.run(shown), total - errors)
        self.assertIn(str(total - errors), said())
        self.browser.run("document.querySelector('#filter [type=reset]').click()")
        self.browser.wait(f"return ({shown[7:]}) === {total}")
        self.browser.run(change, "[name=rule]", "2")
        self.assertEqual(
            self.browser.run(shown),
            self.browser.run("return document.querySelectorAll('.finding[data-rule=\"2\"]').length"),
        )
        self.browser.run("document.querySelector('#filter [type=reset]').click()")
        self.browser.wait(f"return ({shown[7:]}) === {total}")
        self.browser.run(change, "[name=text]", "NO SUCH TEXT")
        self.assertEqual(self.browser.run(shown), 0)
        self.browser.run(change, "[name=text]", "IDENTIFIER")
        self.assertTrue(0 < self.browser.run(shown) < total)
        # A link leads to a finding that the filter hides.
        self.browser.run(change, "[name=text]", "NO SUCH TEXT")
        self.browser.run("location.hash = '#f3'")
        self.browser.wait("return document.getElementById('f3').offsetParent !== null")
        self.assert_quiet()

    def test_search(self):
        self.open("dossier")
        self.assertFalse(self.browser.run("return document.querySelector('.topic').open"))
        self.browser.run("document.getElementById('find').focus()")
        self.browser.keys("mini-grids avoided")
        self.browser.wait("return / [1-9][0-9]*$/.test(document.getElementById('found').textContent)")
        self.assertTrue(
            self.browser.run(
                "return [...document.querySelectorAll('.question')].filter(e => e.offsetParent)"
                ".every(e => e.textContent.includes('Mini-grids'))"
            )
        )
        self.assertTrue(self.browser.run("return [...document.querySelectorAll('.topic')].some(e => e.open)"))
        self.browser.keys("zzz")
        self.browser.wait("return document.getElementById('found').textContent === 'nothing found'")
        self.browser.run("const f = document.getElementById('find'); f.value = ''; f.dispatchEvent(new Event('input'))")
        self.browser.wait("return document.getElementById('found').textContent === ''")
        self.assertEqual(self.browser.run("return document.querySelectorAll('[data-find][hidden]').length"), 0)
        self.assertFalse(self.browser.run("return [...document.querySelectorAll('.topic')].some(e => e.open)"))

    def test_keyboard_reaches_everything(self):
        self.open("many")
        self.browser.run("window.reached = new Set(); addEventListener('focusin', e => reached.add(e.target))")
        self.browser.keys(TAB)
        self.assertEqual(self.browser.run("return document.activeElement.className"), "skip")
        self.assertGreaterEqual(self.browser.run("return document.activeElement.getBoundingClientRect().left"), 0)
        self.browser.keys(ENTER)
        self.assertEqual(self.browser.run("return document.activeElement.id"), "content")
        self.browser.run("document.activeElement.blur(); scrollTo(0, 0)")
        self.open("many")
        self.browser.run("window.reached = new Set(); addEventListener('focusin', e => reached.add(e.target))")
        wanted = self.browser.run(
            """window.wanted = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
                 .filter(e => e.checkVisibility() && !e.disabled);
               return wanted.length"""
        )
        self.assertGreater(wanted, 100)
        for _ in range(wanted // 100 + 1):
            self.browser.keys(TAB * 100)
        missed = self.browser.run("return wanted.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 120))")
        self.assertEqual(missed, [])
        # What opens does so by key; a wide table scrolls by key; the focus is seen.
        self.browser.run("window.part = document.querySelector('#requirements details > summary'); part.focus()")
        self.browser.keys(ENTER)
        self.assertTrue(self.browser.run("return part.parentElement.open"))
        self.browser.run(
            "window.table = [...document.querySelectorAll('.scroll')].find(e => e.scrollWidth > e.clientWidth + 50);"
            "table.focus()"
        )
        self.assertEqual(self.browser.run("return getComputedStyle(table).outlineStyle"), "solid")
        self.browser.keys(RIGHT * 3)
        self.browser.wait("return table.scrollLeft > 0")

    def test_prints_everything(self):
        self.open("many")
        self.browser.run(
            "addEventListener('beforeprint', () => { window.closed = document.querySelectorAll('details:not([open])').length })"
        )
        before = self.browser.run("return document.querySelectorAll('details:not([open])').length")
        self.assertGreater(before, 10)
        pdf = base64.b64decode(self.browser.devtools("Page.printToPDF", preferCSSPageSize=True)["data"])
        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", pdf)), 10)
        self.assertEqual(self.browser.run("return window.closed"), 0)
        self.browser.wait(f"return document.querySelectorAll('details:not([open])').length === {before}")
        self.assert_quiet()

    def test_hostile_filings_stay_text(self):
        source = pathlib.Path(ROOT) / "tests" / "filings" / "many"
        for name, keep in (
            ("all fields", lambda tag: False),
            ("free texts", lambda tag: not re.search("Authorization(ID|TCs)|Registry|Explanatory|GWP|Entity|OIMP", tag)),
            ("serials", lambda tag: tag not in ("FirstID", "LastID", "CooperativeApproachID", "AcquiringPartyID")),
        ):
            with self.subTest(name):
                folder = pathlib.Path(self.folder.name) / name
                folder.mkdir()
                written = sum(hostile.write(file, folder, keep) for file in sorted(source.glob("*.xml")))
                self.assertGreater(written, 5)
                self.documents["hostile"] = self.document("hostile", folder)
                self.open("hostile")
                self.browser.run(
                    "document.querySelectorAll('details').forEach(e => { e.open = true });"
                    "document.querySelectorAll('a, input, .scroll').forEach(e => e.focus())"
                )
                self.assertIsNone(self.browser.run("return window.owned"))
                self.assertIn("onerror=", self.browser.run("return document.body.textContent"))
                self.assertEqual(
                    self.browser.run(
                        """return [...document.querySelectorAll("img, iframe, object, embed, base, script, style, meta")]
                             .filter(e => !(e.parentElement === document.head || e === document.body.lastElementChild))
                             .length"""
                    ),
                    0,
                )
                self.assertEqual(self.browser.run(script("attributes.js")), [])
                self.assert_quiet()

    def test_light_dark_and_narrow(self):
        for name, scheme, width in (
            ("many", "light", 1280),
            ("many", "dark", 1280),
            ("many", "light", 360),
            ("dossier", "dark", 360),
        ):
            with self.subTest(f"{name} {scheme} {width}"):
                self.browser.window(width, 800)
                self.browser.prefer(scheme)
                self.open(name)
                self.browser.run("document.querySelectorAll('details').forEach(e => { e.open = true })")
                self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"), width)
                faint = self.browser.run(script("contrast.js"))
                self.assertEqual(faint["faint"], [])
                self.assertGreater(faint["seen"], 500)
                self.assertEqual(faint["dark"], scheme == "dark")

    def test_screen_reader(self):
        for name in ("dossier", "defects", "many"):
            with self.subTest(name):
                self.open(name)
                self.assertEqual(self.browser.run(script("structure.js")), [])
        self.browser.run("document.querySelectorAll('details').forEach(e => { e.open = true })")
        by_role = {}
        for node in self.browser.devtools("Accessibility.getFullAXTree")["nodes"]:
            if not node.get("ignored"):
                by_role.setdefault(node["role"].get("value"), []).append(node)
        self.assertEqual(
            len(by_role["heading"]), self.browser.run("return document.querySelectorAll('h1, h2, h3, h4').length")
        )
        for role in ("banner", "navigation", "main", "contentinfo"):
            self.assertEqual(len(by_role.get(role, [])), 1, role)
        for role in ("region", "img", "image", "textbox", "searchbox", "combobox", "checkbox", "radio", "link"):
            for node in by_role.get(role, []):
                self.assertTrue(node.get("name", {}).get("value"), f"{role} without a name")

    def test_without_a_script(self):
        self.browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.open("many")
            text = self.browser.devtools(
                "Runtime.evaluate",
                returnByValue=True,
                expression="""({
                    findings: [...document.querySelectorAll(".finding")].filter(e => e.checkVisibility()).length,
                    controls: [...document.querySelectorAll("#filter, #search, #keep")].filter(e => e.checkVisibility()).length,
                    said: document.querySelector("noscript p") !== null,
                    areas: document.querySelectorAll("textarea").length,
                    sections: document.querySelectorAll("section").length })""",
            )["result"]["value"]
        finally:
            self.browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
        self.assertEqual(text, {"findings": 3, "controls": 0, "said": True, "areas": 39, "sections": 11})

    def test_saves_a_copy_with_the_answers(self):
        self.open("many")
        self.browser.run("document.querySelectorAll('.topic').forEach(e => { e.open = true })")
        self.browser.run("document.getElementById('a2').focus()")
        self.browser.keys("Not in the annex <b>yet</b>.")
        self.browser.run("document.querySelector('#q2 input').click()")
        self.browser.run("document.getElementById('save').click()")
        self.browser.wait("return document.getElementById('kept').textContent.endsWith(' 1')")
        copy = pathlib.Path(self.browser.folder) / "review.html"
        until = time.monotonic() + 10
        while not copy.exists() and time.monotonic() < until:
            time.sleep(0.05)
        self.documents["copy"] = copy
        self.open("copy")
        self.assertEqual(
            self.browser.run("return document.getElementById('a2').value"), "Not in the annex <b>yet</b>."
        )
        self.assertTrue(self.browser.run("return document.querySelector('#q2 input').checked"))
        self.assertFalse(self.browser.run("return document.getElementById('filter').hidden"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('.finding').length"), 3)
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
