// Says that a file is too large as soon as it is chosen, so that nobody waits while it is sent in vain.

for (const input of document.querySelectorAll("input[type=file][data-most-bytes]")) {
    input.addEventListener("change", () => {
        const isTooLarge = [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
        input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : "");
        input.reportValidity();
    });
}
