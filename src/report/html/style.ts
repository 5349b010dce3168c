/** The style sheet: for light and dark, narrow and wide screens, and for paper. It uses the reader's own fonts. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --link: #0550ae;
  --hit: #1a7f37; --hit-soft: #dafbe1; --miss: #9a6700; --miss-soft: #fff8c5; --failed: #cf222e; --failed-soft: #ffebe9;
  --waiting: #afb8c1; --looking: #8c959f; --restoring: #8250df; --running: #0969da; --saving: #1b7c83;
  --c0: #9cc7f0; --c1: #f2c98a; --c2: #a5d8ae; --c3: #e5b0d0; --c4: #c3b9ee; --c5: #9fd6d9; --c6: #f0b3a6; --c7: #d3d09a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --soft: #151b23; --link: #79c0ff;
    --hit: #56d364; --hit-soft: #12261e; --miss: #e3b341; --miss-soft: #272115; --failed: #ff7b72; --failed-soft: #2d1416;
    --waiting: #545d68; --looking: #768390; --restoring: #a371f7; --running: #4493f8; --saving: #39c5cf;
    --c0: #1f4e79; --c1: #6b4a14; --c2: #245c33; --c3: #66305a; --c4: #443a7c; --c5: #17565b; --c6: #702f24; --c7: #55531f;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: .25rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
h3 small, .stage small { font-weight: normal; color: var(--quiet); }
p { margin: .4rem 0; }
code, pre { font: .87em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto; overflow-wrap: normal; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; z-index: 1; }

.outcome { display: inline-block; margin: 0; padding: .1rem .7rem; border-radius: 1rem; font-weight: 600; }
.outcome.built { color: var(--hit); background: var(--hit-soft); }
.outcome.failed { color: var(--failed); background: var(--failed-soft); }
.tiles { list-style: none; padding: 0; margin: 1.25rem 0 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
.tiles li { display: flex; flex-direction: column; background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem; }
.tiles .name, .tiles .note { color: var(--quiet); font-size: .85rem; }
.tiles .value { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
.conclusion { font-size: 1.1rem; font-weight: 600; overflow-wrap: anywhere; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1.25rem 0 0; }

table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
th { text-align: left; font-weight: 600; }
thead th { color: var(--quiet); font-size: .85rem; }
td, th { padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { width: 6rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.number small { display: block; color: var(--quiet); }
tr:target, tr:target:hover { background: var(--soft); }
tbody tr[tabindex]:hover { background: var(--soft); }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.badge.hit { color: var(--hit); background: var(--hit-soft); }
.badge.miss { color: var(--miss); background: var(--miss-soft); }
.badge.duplicate { color: var(--quiet); border: 1px solid currentColor; }
.badge.failed, .badge.interrupted { color: var(--failed); background: var(--failed-soft); }
summary { cursor: pointer; color: var(--quiet); overflow-wrap: anywhere; }
tr.miss summary, tr.failed summary { color: var(--text); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: .6rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
ul.plain { list-style: none; padding: 0; }
.remedy { border-left: 3px solid var(--miss); background: var(--miss-soft); padding: .3rem .7rem; border-radius: 0 4px 4px 0; }
.misses > li { margin-bottom: 1rem; }
.misses p { margin: .15rem 0; }
.fault { color: var(--failed); }
.filter { margin: .5rem 0; }
body:has(#hide-hits:checked) table.steps :is(tr.hit, tr.duplicate) { display: none; }
button { font: inherit; color: var(--text); background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .9rem; cursor: pointer; }

.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; color: var(--quiet); font-size: .85rem; }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; vertical-align: -1px; }
.gantt { table-layout: fixed; }
.gantt th:first-child { width: 34%; }
.gantt th:last-child { width: 8.5rem; }
.gantt td, .gantt tbody th { padding: .15rem .6rem; border: 0; font-weight: normal; }
.gantt tbody th { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.gantt .stage th { padding-top: .6rem; font-weight: 600; }
.gantt .stage td { padding-top: .6rem; }
.gantt .number small { white-space: normal; }
.gantt a { display: inline-block; min-width: 1.5rem; text-align: right; }
.bar, .axis { display: block; overflow: visible; }
.axis text { font-size: 11px; fill: var(--quiet); text-anchor: middle; }
.axis text.first { text-anchor: start; }
.grid { stroke: var(--line); }
.bar .span { fill: var(--line); }
.bar .hit { fill: var(--hit); }
.bar .duplicate { fill: var(--quiet); }
.bar .miss { fill: var(--miss); }
.trend { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 1rem; }
.trend figure { margin: 0; }
.runs .run { fill: var(--waiting); }
.runs .run.now { fill: var(--running); }
.bar .failed, .bar .interrupted { fill: var(--failed); }
.waiting { fill: var(--waiting); } .key.waiting { background: var(--waiting); }
.looking { fill: var(--looking); } .key.looking { background: var(--looking); }
.restoring { fill: var(--restoring); } .key.restoring { background: var(--restoring); }
.running { fill: var(--running); } .key.running { background: var(--running); }
.saving { fill: var(--saving); } .key.saving { background: var(--saving); }

.treemap { display: block; border-radius: 6px; }
.treemap text { font: 12px system-ui, sans-serif; fill: var(--text); pointer-events: none; }
.treemap text.size { fill: var(--text); opacity: .8; }
.treemap .box { stroke: var(--page); stroke-width: 2; }
.treemap a:hover .box { stroke: var(--link); }
.treemap a:focus { outline: none; }
.treemap a:focus-visible .box { stroke: var(--link); stroke-width: 6; }
.c0 { --own: var(--c0); } .c1 { --own: var(--c1); } .c2 { --own: var(--c2); } .c3 { --own: var(--c3); }
.c4 { --own: var(--c4); } .c5 { --own: var(--c5); } .c6 { --own: var(--c6); } .c7 { --own: var(--c7); }
.box { fill: var(--own); }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; background: var(--own); margin-right: .5rem; vertical-align: -1px; }
.paths .share { width: 30%; }
.paths td { padding: .15rem .6rem; }
.part { fill: var(--running); }
.whole { fill: var(--line); }
.meter { display: block; margin-top: .3rem; }

@media (max-width: 40rem) {
  body { padding: 1rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  td, th { padding: .35rem .3rem; }
  .number { width: auto; }
  .figures .number { white-space: normal; }
  .gantt, .gantt tbody { display: block; }
  .gantt thead, .gantt thead tr { display: block; }
  .gantt thead th { display: none; }
  .gantt thead th:nth-child(2) { display: block; padding: 0; }
  .gantt .stage th, .gantt .stage td { padding-top: 0; }
  .gantt tbody tr { display: grid; grid-template-columns: minmax(0, 1fr) max-content; padding: .2rem 0; }
  .gantt tbody th, .gantt tbody th:first-child { width: auto; padding: 0; }
  .gantt tbody td { padding: 0; }
  .gantt td:nth-child(2) { grid-row: 2; grid-column: 1 / 3; }
  .steps, .steps tbody { display: block; }
  .steps thead { display: none; }
  .steps tr { display: grid; grid-template-columns: 2rem max-content 1fr max-content; gap: 0 .5rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .steps td { border: 0; padding: .1rem 0; }
  .steps td:nth-child(3) { grid-row: 2; grid-column: 1 / 5; }
  .steps td.number:first-child { text-align: left; font-weight: 600; }
  .steps .number small { display: inline; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dt { margin-top: .4rem; }
  .treemap text.roomy { display: none; }
  .paths .share { display: none; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 11px; }
  nav, .skip, .filter, button { display: none; }
  section { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  tr, .tiles li { break-inside: avoid; }
  * { print-color-adjust: exact; }
}
`;
