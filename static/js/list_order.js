// Titles of one's own list are dragged into their places. Without this script, or without a mouse, the arrows and
// the number beside each title do the same.

const list = document.querySelector("[data-order]");
let dragged = null;

for (const row of list?.children ?? []) {
    const handle = row.querySelector("[data-handle]");
    if (!handle) continue;
    handle.hidden = false;
    handle.addEventListener("pointerdown", () => (row.draggable = true));
    handle.addEventListener("pointerup", () => (row.draggable = false));
    row.addEventListener("dragstart", (event) => {
        dragged = row;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.id);
        row.classList.add("is-dragged");
    });
    row.addEventListener("dragend", () => {
        row.draggable = false;
        row.classList.remove("is-dragged");
        if (dragged) place(row);
    });
}

list?.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-order] > li");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    event.clientY < top + height / 2 ? over.before(dragged) : over.after(dragged);
});

list?.addEventListener("drop", (event) => event.preventDefault());

// The place it was dropped at is sent as if it had been typed.
function place(row) {
    dragged = null;
    const first = Number(list.start) || 1;
    const position = [...list.children].indexOf(row) + first;
    const field = row.querySelector("input[name=position]");
    if (Number(field.value) === position) return;
    field.value = position;
    field.form.requestSubmit();
}
