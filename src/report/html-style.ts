/** The style of a document: light and dark, from 320 pixels on, and on paper. */
export const documentStyle = `
:root{--paper:#ffffff;--ink:#1f2328;--muted:#57606a;--faint:#d0d7de;--recede:#768089;--soft:#f6f8fa;--accent:#0072b2;--fault:#b3361b;--good:#00704f;--shade:0,114,178}
@media(prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6edf3;--muted:#9da7b1;--faint:#39424c;--recede:#8b949e;--soft:#1c2229;--accent:#56b4e9;--fault:#ff9b7d;--good:#4fd0a5;--shade:86,180,233}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:64rem;padding:1.25rem;background:var(--paper);color:var(--ink);font:16px/1.55 "DejaVu Sans",system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:break-word}
h1,h2{line-height:1.25}
h2{font-size:1.25rem;margin:2.75rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--faint)}
p{margin:.5rem 0;max-width:46rem}
a{color:var(--accent)}
.kicker{color:var(--muted);font-size:.9rem;margin:0 0 .75rem}
.lead{border-left:4px solid var(--recede);padding:.1rem 0 .1rem .9rem;margin:.7rem 0;max-width:52rem}
.lead.first{font-size:1.35rem;line-height:1.4;font-weight:600}
.lead.fault{border-color:var(--fault)}
.lead.good{border-color:var(--good)}
.subtitle,.again,.caption,figcaption{color:var(--muted);font-size:.875rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin-top:.75rem;font-size:.9rem}
code span{display:inline-block;max-width:100%}
td code{white-space:nowrap}
.save{font-size:.75rem;margin-left:.35rem}
code{font:.82rem/1.5 "DejaVu Sans Mono",ui-monospace,Menlo,monospace;background:var(--soft);padding:.1rem .35rem;border-radius:4px;overflow-wrap:anywhere}
.caption{margin:1.25rem 0 .4rem}
.table{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.35rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--faint)}
thead th{color:var(--muted);font-weight:600;vertical-align:bottom}
tbody th{font-weight:600}
td.number{white-space:nowrap}
td.long{min-width:14rem}
td.none{color:var(--recede)}
.interval{color:var(--muted);font-size:.8rem}
td.shade{background:rgba(var(--shade),calc(var(--share)*.55));white-space:nowrap;border:1px solid var(--paper)}
td.shade .interval{color:inherit;display:block}
.bar{display:block;position:relative;width:7rem;height:.5rem;margin-top:.25rem;border-radius:2px;background:linear-gradient(to right,var(--accent) calc(var(--value)*100%),var(--faint) 0)}
.bar::after{content:"";position:absolute;top:-.1rem;height:.7rem;left:calc(var(--low)*100%);width:calc((var(--high) - var(--low))*100%);border:solid var(--ink);border-width:0 1.5px;background:linear-gradient(var(--ink),var(--ink)) center/100% 1.5px no-repeat}
figure{margin:1.25rem 0}
.picture{overflow-x:auto}
.picture>svg{display:block;max-width:100%;height:auto}
@media(max-width:40rem){body{padding:.9rem}.lead.first{font-size:1.15rem}.picture>svg{max-width:none}.table,.picture{padding-right:1.25rem;mask-image:linear-gradient(to right,#000 calc(100% - 1.25rem),transparent)}th,td{padding:.3rem .45rem}.bar{width:4.5rem}}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.frame{visibility:hidden;animation:frame var(--length) steps(1) infinite var(--delay)}
@keyframes frame{0%{visibility:visible}5.5%{visibility:hidden}}
.frame.last{animation-name:last}
@keyframes last{0%{visibility:visible}27.7%{visibility:hidden}}
@media(prefers-reduced-motion:reduce){.frame,.frame.last{animation:none}.frame.last{visibility:visible}}
@media print{.frame,.frame.last{animation:none}.frame.last{visibility:visible}nav{display:none}}
`.trim();
