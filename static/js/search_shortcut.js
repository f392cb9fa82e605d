// data-search-shortcut="/": that key puts the cursor into the field, unless somebody is writing.
const field = document.querySelector("[data-search-shortcut]");

function isWriting(element) {
    return element.isContentEditable || element.matches("input, textarea, select");
}

document.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
    if (field && isPlain && event.key === field.dataset.searchShortcut && !isWriting(event.target)) {
        event.preventDefault();
        field.focus();
        field.select();
    }
});
