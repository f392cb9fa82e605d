// On a form of the desk: Ctrl+S or ⌘S saves and stays on the page; leaving with something unsaved is asked about.

// The header of the column of handles says nothing: then it is no header.
for (const header of document.querySelectorAll(".inline-group th.original:empty")) {
    const cell = document.createElement("td");
    cell.className = header.className;
    header.replaceWith(cell);
}

/** A choice is called by its field and by what is chosen, to screen readers too. */
function nameChoice(select) {
    const chosen = select.value && select.selectedOptions[0]?.text.trim();
    const label = select.getAttribute("aria-label");
    const shown = select.parentElement.querySelector(".select2-selection__rendered");
    shown?.setAttribute("aria-label", chosen ? `${label}: ${chosen}` : label);
}

function nameChoices() {
    document.querySelectorAll("select.admin-autocomplete[aria-label]").forEach(nameChoice);
}

window.addEventListener("load", () => {
    nameChoices();
    window.django?.jQuery(document).on("change formset:added", nameChoices);
});

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
