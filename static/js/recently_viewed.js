// data-recently-viewed: the titles this browser saw last. They are kept here and sent nowhere.
const KEY = "recently-viewed";
const MOST = 8;

function load() {
    try {
        const kept = JSON.parse(localStorage.getItem(KEY)) ?? [];
        return Array.isArray(kept) ? kept.filter(({ url, name }) => url?.startsWith("/") && name) : [];
    } catch {
        return [];
    }
}

function save(titles) {
    try {
        localStorage.setItem(KEY, JSON.stringify(titles));
    } catch {
        // A full or forbidden store only means that nothing is remembered.
    }
}

function row({ url, name }) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    item.append(link);
    return item;
}

for (const section of document.querySelectorAll("[data-recently-viewed]")) {
    const { url, name } = section.dataset;
    const others = load().filter((title) => title.url !== url);
    section.querySelector("[data-list]").replaceChildren(...others.slice(0, MOST).map(row));
    section.hidden = others.length === 0;
    section.querySelector("[data-clear]").addEventListener("click", () => {
        localStorage.removeItem(KEY);
        section.hidden = true;
    });
    if (url) {
        save([{ url, name }, ...others].slice(0, MOST + 1));
    }
}
