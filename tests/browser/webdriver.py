"""A browser without a window, driven over the W3C WebDriver protocol. Standard library only."""

import http.client
import json
import pathlib
import shutil
import subprocess
import tempfile
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = [
    "--headless",
    "--no-sandbox",  # test machines run as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
]


class Failed(Exception):
    """The browser said no."""


class Browser:
    """One chromedriver and one session of Chromium with a fresh profile."""

    def __init__(self, chromium, chromedriver):
        self.folder = tempfile.mkdtemp(prefix="a6check-browser-")
        self.session = None
        self.driver = subprocess.Popen(
            [chromedriver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        port = None
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                port = int(line.rsplit("port", 1)[1].strip(" .\n"))
                break
        if port is None:
            self.close()
            raise Failed("chromedriver did not start")
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        options = {
            "binary": chromium,
            "args": FLAGS + [f"--user-data-dir={self.folder}/profile"],
            "perfLoggingPrefs": {"enableNetwork": True, "enablePage": True},
            "prefs": {"download.default_directory": self.folder, "download.prompt_for_download": False},
        }
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = answer["sessionId"]

    def close(self):
        try:
            if self.session:
                self.call("DELETE", f"/session/{self.session}")
        except (Failed, OSError, http.client.HTTPException):
            pass
        finally:
            self.driver.terminate()
            try:
                self.driver.wait(10)
            except subprocess.TimeoutExpired:
                self.driver.kill()
            shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}) if method == "POST" else None
        self.connection.request(method, path, data, {"Content-Type": "application/json"})
        answer = json.loads(self.connection.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise Failed(f"{answer['error']}: {answer.get('message', '')}")
        return answer

    def command(self, method, path, body=None):
        return self.call(method, f"/session/{self.session}{path}", body)

    def open(self, url):
        self.command("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        """What the body of a function returns in the page."""
        return self.command("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script, seconds=5):
        """Until the script returns something true; that is returned."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer = self.run(script)
            if answer:
                return answer
            time.sleep(0.05)
        raise Failed(f"did not come true in {seconds} s: {script}")

    def devtools(self, name, **parameters):
        return self.command("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def keys(self, text):
        """Keys as a person presses them, on whatever has the focus."""
        actions = []
        for key in text:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.command("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def log(self, kind):
        """Entries since the last time: `browser` is the console, `performance` what DevTools see."""
        return self.command("POST", "/se/log", {"type": kind})

    def window(self, width, height):
        self.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def prefer(self, scheme):
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, path, x=0, y=0, width=None, height=None):
        """A PNG of the page, or of a part of it in CSS pixels."""
        import base64

        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": x, "y": y, "width": width or size["width"], "height": height or size["height"] - y, "scale": 1}
        answer = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        pathlib.Path(path).write_bytes(base64.b64decode(answer["data"]))
