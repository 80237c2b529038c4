"""LibreOffice at work: opens files, accepts or rejects all their changes, says what stands in them, saves them again.

Called with a folder and the name of a file in it: a list of [act, file, saved], where act is Accept, Reject or Keep and saved may be empty.
Writes done.json into the folder. Ends LibreOffice, whatever happens, after the given seconds.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import uno
from com.sun.star.beans import PropertyValue

folder, jobs, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
pipe = "adref%d" % os.getpid()
office = subprocess.Popen(
    [
        "soffice",
        "-env:UserInstallation=" + uno.systemPathToFileUrl(os.path.join(folder, "profile")),
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--accept=pipe,name=%s;urp;" % pipe,
    ],
    start_new_session=True,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)


def killed():
    # It is started by a script: what must end is the script's whole group.
    if hasattr(os, "killpg"):
        try:
            os.killpg(office.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    else:
        office.kill()


def late():
    killed()
    sys.stderr.write("LibreOffice took more than %s s\n" % seconds)
    sys.stderr.flush()
    os._exit(3)


watch = threading.Timer(seconds, late)
watch.daemon = True
watch.start()


def given(name, value):
    one = PropertyValue()
    one.Name = name
    one.Value = value
    return one


def said(text):
    """Paragraphs as [style, words], tables as [name, [[cell, words] ...]]."""
    out = []
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            cells = [[name, block.getCellByName(name).getString()] for name in block.getCellNames()]
            out.append({"table": cells})
        else:
            out.append({"style": block.ParaStyleName, "words": block.getString()})
    return out


def connected():
    here = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = here.ServiceManager.createInstanceWithContext(name, here)
    while True:
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except Exception:
            if office.poll() is not None:
                raise
            time.sleep(0.2)


try:
    context = connected()
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatch = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    done = []
    with open(os.path.join(folder, jobs), encoding="utf-8") as file:
        jobs = json.load(file)
    for act, source, saved in jobs:
        source = uno.systemPathToFileUrl(os.path.join(folder, source))
        document = desktop.loadComponentFromURL(source, "_blank", 0, (given("Hidden", True),))
        if act != "Keep":
            frame = document.CurrentController.Frame
            dispatch.executeDispatch(frame, ".uno:%sAllTrackedChanges" % act, "", 0, ())
        notes = document.getFootnotes()
        changes = document.getRedlines().createEnumeration()
        done.append(
            {
                "changes": changes.hasMoreElements(),
                "body": said(document.getText()),
                "notes": [notes.getByIndex(n).getString() for n in range(notes.getCount())],
            }
        )
        if saved:
            saved = uno.systemPathToFileUrl(os.path.join(folder, saved))
            document.storeToURL(saved, (given("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    with open(os.path.join(folder, "done.json"), "w", encoding="utf-8") as file:
        json.dump(done, file)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(20)
finally:
    killed()
