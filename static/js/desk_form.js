// On a form of the desk: Ctrl+S or ⌘S saves and stays on the page; leaving with something unsaved is asked about.

const form = document.querySelector("#content-main form[method=post]");

/** All that would be sent, as one text; files by name and size. */
function state() {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return JSON.stringify(fields.map(([name, value]) => [name, value.name ?? value, value.size ?? 0]));
}

/** Where the browser offers it, "Save and continue editing"; else the first that saves. */
function saving() {
    return form.querySelector("[name=_continue]") ?? form.querySelector("[type=submit][name=_save]");
}

if (form?.querySelector("[type=submit]")) {
    const refused = document.querySelector(".errornote") !== null;
    const shown = state();
    let isLeaving = false;

    form.addEventListener("submit", () => {
        isLeaving = true;
    });
    window.addEventListener("beforeunload", (event) => {
        if (!isLeaving && (refused || state() !== shown)) {
            event.preventDefault();
        }
    });
    document.addEventListener("keydown", (event) => {
        const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "s";
        if (isSave && saving()) {
            event.preventDefault();
            form.requestSubmit(saving());
        }
    });
}
