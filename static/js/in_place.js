// Forms inside [data-in-place] are sent without leaving the page: the answer holds the parts that changed,
// each under the id it already has here. Without this script the same forms reload the page.

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.closest("[data-in-place]")) return;
    event.preventDefault();
    const pressed = event.submitter;
    const fields = new FormData(form, pressed);
    let answer;
    try {
        answer = await fetch(form.action, { method: "POST", body: fields, headers: { "X-In-Place": "1" } });
    } catch {
        return sendPlainly(form, pressed);
    }
    // Logged out meanwhile, or refused: the page itself can say so, the fragment cannot.
    if (answer.redirected || !(answer.ok || answer.status === 422)) return sendPlainly(form, pressed);
    const parts = [...new DOMParser().parseFromString(await answer.text(), "text/html").body.children];
    replace(parts, pressed);
    document.dispatchEvent(new CustomEvent("changed-in-place", { detail: { parts, isDone: answer.ok } }));
});

function replace(parts, pressed) {
    for (const part of parts) {
        const old = document.getElementById(part.id);
        if (!old) continue;
        const hadFocus = old.contains(document.activeElement);
        old.replaceWith(part);
        if (hadFocus) focusAgain(part, pressed);
        const said = part.querySelector("p, .errorlist, legend");
        if (hadFocus && said) status.textContent = said.textContent.trim();
    }
}

function focusAgain(part, pressed) {
    const same = pressed && part.querySelector(`button[name="${pressed.name}"][value="${pressed.value}"]`);
    const target = same ?? part.querySelector("input:checked, button");
    target?.focus();
}

function sendPlainly(form, pressed) {
    form.closest("[data-in-place]").removeAttribute("data-in-place");
    form.requestSubmit(pressed);
}
