// The review form: how long the text is, and a copy of it kept in this browser until it has been sent.

const DAYS_KEPT = 14;
const form = document.querySelector("[data-review-form]");
const headline = form.elements.headline;
const body = form.elements.body;
const length = form.querySelector("[data-length]");
const notice = form.querySelector("[data-kept]");
const key = `review-${form.dataset.reviewForm}`;
const given = { headline: headline.value, body: body.value };

function wordsFor(count, floor, ceiling) {
    if (count < floor) return [length.dataset.short, floor - count];
    if (count > ceiling) return [length.dataset.long, count - ceiling];
    return [length.dataset.right, 0];
}

function showLength() {
    const count = [...body.value.trim()].length;
    const floor = Number(body.dataset.floor);
    const ceiling = Number(body.dataset.ceiling);
    const [words, rest] = wordsFor(count, floor, ceiling);
    const number = new Intl.NumberFormat(document.documentElement.lang);
    length.textContent = words.replace("{n}", number.format(count)).replace("{m}", number.format(rest));
    length.classList.toggle("length-wrong", count > ceiling);
    length.hidden = false;
}

function kept() {
    try {
        const text = JSON.parse(localStorage.getItem(key));
        const isFresh = text && Date.now() - text.at < DAYS_KEPT * 86_400_000;
        const isNew = isFresh && (text.body !== body.value || text.headline !== headline.value);
        if (isNew && (text.body || text.headline)) return text;
        localStorage.removeItem(key);
    } catch {
        // A browser that keeps nothing, or something else under our name.
    }
    return null;
}

// While an older text waits to be put back, it is not written over.
function keep() {
    if (!notice.hidden) return;
    try {
        localStorage.setItem(key, JSON.stringify({ headline: headline.value, body: body.value, at: Date.now() }));
    } catch {
        // Full or forbidden: the form works without.
    }
}

let timer;
form.addEventListener("input", () => {
    showLength();
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
});
addEventListener("pagehide", () => {
    if (headline.value !== given.headline || body.value !== given.body) keep();
});

notice.hidden = kept() === null;
notice.querySelector("[data-put-back]").addEventListener("click", () => {
    const text = kept();
    if (text) [headline.value, body.value] = [text.headline, text.body];
    notice.hidden = true;
    showLength();
    body.focus();
});
notice.querySelector("[data-forget]").addEventListener("click", () => {
    localStorage.removeItem(key);
    notice.hidden = true;
    body.focus();
});
showLength();
