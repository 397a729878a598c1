/** The page of every panel. Only the host writes markup; the script builds the rest from script, so nothing unsafe is allowed. */

export interface WebviewPage {
  /** `Tensorwright Live`, `Tensorwright Curves`, `Tensorwright Architecture`. */
  title: string;
  /** Addresses of the bundle and of its style sheet, as `asWebviewUri` gives them. */
  script: string;
  style: string;
  nonce: string;
  cspSource: string;
  /** Language tag of the texts, for example `en` or `zh-CN`. */
  lang: string;
}

export function webviewCsp(nonce: string, cspSource: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `worker-src blob:`,
  ].join('; ');
}

export function renderWebviewHtml(page: WebviewPage): string {
  const { title, script, style, nonce, cspSource, lang } = page;
  return `<!DOCTYPE html>
<html lang="${escape(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(webviewCsp(nonce, cspSource))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${escape(style)}">
</head>
<body>
<div id="app"></div>
<script nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
