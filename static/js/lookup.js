// data-lookup="person" or "title": a text field that proposes records while somebody types, as a native datalist.
// What is chosen reads "Rithy Panh #12", which the server understands; without script a name alone will do.
const ADDRESS = "/search/suggest/";
const PAUSE = 200;
const PATHS = { person: /\/name\/(\d+)\//, title: /\/title\/(\d+)\// };

for (const input of document.querySelectorAll("[data-lookup]")) {
    enhance(input, PATHS[input.dataset.lookup]);
}

function enhance(input, path) {
    const list = document.createElement("datalist");
    list.id = `${input.id}-matches`;
    input.after(list);
    input.setAttribute("list", list.id);
    let timer;

    async function look() {
        const text = input.value.trim();
        if (text.length < 2 || text.includes("#")) {
            return;
        }
        const answer = await fetch(`${ADDRESS}?q=${encodeURIComponent(text)}`, { credentials: "omit" }).catch(() => null);
        if (!answer?.ok || text !== input.value.trim()) {
            return;
        }
        const found = document.createRange().createContextualFragment(await answer.text());
        const options = [];
        for (const each of found.querySelectorAll("[data-url]")) {
            const key = each.dataset.url.match(path)?.[1];
            if (key) {
                const option = document.createElement("option");
                option.value = `${each.dataset.name} #${key}`;
                option.label = each.querySelector(".suggestion-text")?.textContent.trim().replace(/\s+/g, " ") ?? "";
                options.push(option);
            }
        }
        list.replaceChildren(...options);
    }

    input.addEventListener("input", (event) => {
        clearTimeout(timer);
        if (!event.isComposing) {
            timer = setTimeout(look, PAUSE);
        }
    });
}
