/** The page for checking a file of one's own: the file may be dropped on it. */

const form = document.querySelector<HTMLFormElement>("form.fields");
const input = form?.querySelector<HTMLInputElement>("input[type=file]");
const zone = form?.querySelector<HTMLElement>(".drop");

for (const kind of ["dragover", "dragleave", "drop"] as const) {
  form?.addEventListener(kind, (event) => {
    event.preventDefault();
    zone?.classList.toggle("over", kind === "dragover");
    const files = event.dataTransfer?.files;
    if (kind === "drop" && input && files?.length) input.files = files;
  });
}
