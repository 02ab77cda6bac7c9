/** Files for the reader to keep. */

import { element } from "./element";

/** Have the browser save a file. */
export function save(name: string, content: Blob | string, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const href = URL.createObjectURL(blob);
  const link = element("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** One line of CSV; text that a spreadsheet would run gets an apostrophe before it. */
export function csvLine(values: readonly (string | number | undefined)[]): string {
  return values
    .map((value) => {
      const plain = typeof value === "number" ? String(value) : (value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
      return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
    })
    .join(",");
}

/** A table as CSV with a byte order mark, so that Excel shows Chinese. */
export function csv(lines: readonly (readonly (string | number | undefined)[])[]): string {
  return `\ufeff${lines.map((line) => csvLine(line)).join("\r\n")}\r\n`;
}
