// data-suggest="/address/": an input that proposes titles and people while somebody types (ARIA combobox).
// Without script it is a plain field in a form, which Enter submits.
const PAUSE = 150;

for (const input of document.querySelectorAll("[data-suggest]")) {
    enhance(input);
}

function enhance(input) {
    const answers = new Map();
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    let list = document.createElement("ul");
    list.id = "site-search-suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    list.hidden = true;
    input.after(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    let timer;
    let request;
    let active = -1;

    function close() {
        clearTimeout(timer);
        request?.abort();
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        mark(-1);
    }

    function mark(index) {
        list.children[active]?.setAttribute("aria-selected", "false");
        active = index;
        const option = list.children[index];
        if (option) {
            option.setAttribute("aria-selected", "true");
            option.scrollIntoView({ block: "nearest" });
            input.setAttribute("aria-activedescendant", option.id);
        } else {
            input.removeAttribute("aria-activedescendant");
        }
    }

    function show(html) {
        const fresh = document.createRange().createContextualFragment(html).querySelector("[role=listbox]");
        if (!fresh || document.activeElement !== input) {
            return;
        }
        list.replaceWith(fresh);
        list = fresh;
        list.addEventListener("pointerdown", (event) => event.preventDefault());
        list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
        mark(-1);
        list.hidden = list.children.length === 0;
        input.setAttribute("aria-expanded", String(!list.hidden));
        status.textContent = list.dataset.status;
    }

    function choose(option) {
        if (option?.dataset.url) {
            close();
            window.location.assign(option.dataset.url);
        } else if (option) {
            input.value = option.dataset.name;
            close();
            input.form.requestSubmit();
        }
    }

    async function look() {
        const text = input.value.trim();
        if (!text) {
            close();
            return;
        }
        request?.abort();
        request = new AbortController();
        try {
            if (!answers.has(text)) {
                const address = `${input.dataset.suggest}?q=${encodeURIComponent(text)}`;
                const answer = await fetch(address, { signal: request.signal, credentials: "omit" });
                if (!answer.ok) {
                    close();
                    return;
                }
                answers.set(text, await answer.text());
            }
            if (text === input.value.trim()) {
                show(answers.get(text));
            }
        } catch (error) {
            if (error.name !== "AbortError") {
                close();
            }
        }
    }

    function step(by) {
        const count = list.children.length;
        mark(active < 0 ? (by > 0 ? 0 : count - 1) : active + by >= count ? -1 : active + by);
    }

    input.addEventListener("input", (event) => {
        clearTimeout(timer);
        if (!event.isComposing) {
            timer = setTimeout(look, PAUSE);
        }
    });
    input.addEventListener("compositionend", () => {
        timer = setTimeout(look, PAUSE);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
        if (event.isComposing) {
            return;
        }
        const isOpen = !list.hidden;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            if (isOpen) {
                step(event.key === "ArrowDown" ? 1 : -1);
            } else {
                look();
            }
        } else if (event.key === "Enter" && isOpen && active >= 0) {
            event.preventDefault();
            choose(list.children[active]);
        } else if (event.key === "Escape" && isOpen) {
            event.preventDefault();
            close();
        }
    });
}
