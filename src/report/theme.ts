import { colourRules } from './palette.ts';

/** One type scale, one spacing scale, three families of type. */
export const scaleRules = `:root{--t0:.75rem;--t1:.875rem;--t2:1rem;--t3:1.25rem;--t4:1.625rem;--t5:2.25rem;
--s1:.25rem;--s2:.5rem;--s3:1rem;--s4:1.5rem;--s5:2.5rem;--s6:4rem;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans","Helvetica Neue",Arial,sans-serif;
--serif:Georgia,"Times New Roman","Liberation Serif",serif;--mono:ui-monospace,"Liberation Mono",Menlo,Consolas,monospace}`;

/** How charts and their legends are set. */
export const chartRules = `.chart svg{display:block;width:100%;height:auto;font:12px var(--sans);overflow:visible}
.chart .half{max-width:40rem}
.chart .narrow{display:none}
.legend{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s3);list-style:none;margin:var(--s2) 0;padding:0;font-size:var(--t0)}
.legend li{display:flex;align-items:center;gap:var(--s2)}
.swatch{flex:none;width:1.125rem;height:.75rem;background:var(--k)}
.swatch.line{height:2px}
.swatch.dashed{height:0;background:none;border-top:2px dashed var(--k)}
.swatch.outline{background:none;border:1.5px solid var(--k)}
.swatch.hatch{background:repeating-linear-gradient(135deg,var(--k) 0 2px,transparent 2px 5px);border:1px solid var(--k)}`;

/** The style sheet of the page: one type scale, one spacing scale, colours as variables, print and narrow screens. */
export const theme = `${colourRules}
${scaleRules}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:var(--t2)/1.5 var(--sans);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:70rem;padding:var(--s5) var(--s4) var(--s6);overflow-wrap:break-word}
h1,h2,h3{line-height:1.2;margin:0;text-wrap:balance}
h1{font:600 var(--t5)/1.15 var(--serif)}
h2{font:600 var(--t4)/1.2 var(--serif)}
h3{font-size:var(--t2);font-weight:650}
p{margin:var(--s2) 0;max-width:46rem}
a{color:var(--c1)}
code{font:var(--t1)/1.4 var(--mono)}
section{border-top:1px solid var(--rule);margin-top:var(--s5);padding-top:var(--s4)}
section>h2{margin-bottom:var(--s2)}
section>h3{margin-top:var(--s4)}
.eyebrow{color:var(--quiet);font-size:var(--t1);margin:0 0 var(--s2)}
.question{font:italic var(--t3)/1.4 var(--serif);margin:var(--s3) 0}
.lead{border-left:3px solid var(--c1);font-weight:600;margin:var(--s3) 0 var(--s4);max-width:52rem;padding-left:var(--s3)}
.quiet{color:var(--quiet)}
.left-out{font-size:var(--t0)}
nav{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s3);font-size:var(--t1);margin-top:var(--s4)}
.verdict{columns:26rem 2;column-gap:var(--s5)}
.verdict p{break-inside:avoid;margin:0 0 var(--s3)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,12rem),1fr));gap:var(--s3);margin:var(--s4) 0}
.card{border-top:3px solid var(--c1);background:var(--tint);padding:var(--s3)}
.card dt{color:var(--quiet);font-size:var(--t1);line-height:1.35}
.card dd{margin:0}
.card .value{font:600 var(--t4)/1.3 var(--serif);font-variant-numeric:tabular-nums}
.card .range{font-size:var(--t1);font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:0 var(--s5)}
figure{margin:var(--s4) 0 0;min-width:0}
figure h3{margin:0}
.measure{color:var(--quiet);font-size:var(--t1);margin:var(--s1) 0 var(--s2)}
${chartRules}
figcaption{color:var(--quiet);font-size:var(--t0);line-height:1.45;margin-top:var(--s2);max-width:46rem}
figcaption b{color:var(--ink);font-weight:600}
details{font-size:var(--t1);margin-top:var(--s2)}
summary{color:var(--c1);cursor:pointer;width:fit-content}
.scroll{overflow-x:auto;margin:var(--s3) 0;max-width:100%}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--c1);outline-offset:2px}
table{border-collapse:collapse;font-size:var(--t1);line-height:1.4;min-width:min(100%,28rem)}
.caption{color:var(--quiet);font-size:var(--t1);margin:var(--s3) 0 0}
.caption+.scroll{margin-top:var(--s2)}
th,td{padding:var(--s1) var(--s3) var(--s1) 0;text-align:left;vertical-align:top;font-weight:400}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:1px solid var(--ink);color:var(--quiet);font-size:var(--t0);vertical-align:bottom}
tbody tr{border-bottom:1px solid var(--rule)}
.n{font-variant-numeric:tabular-nums lining-nums;text-align:right;white-space:nowrap}
thead .n{white-space:normal}
.k{white-space:nowrap}
.span{display:inline-block;min-width:5rem}
.t{min-width:12.5rem}
.h{min-width:11rem}
.books .caption{display:none}
.books tbody tr{border-bottom:0}
.books .total{border-top:1px solid var(--ink)}
.books .total>*{font-weight:650;padding-bottom:var(--s2)}
.books th[scope=row]{min-width:11rem}
tr.flagged>:first-child{border-left:3px solid var(--alert);padding-left:var(--s2)}
.flag{color:var(--alert);font-weight:650;white-space:nowrap}
.good{color:var(--good);white-space:nowrap}
.tier{border:1px solid currentColor;border-radius:2px;font-size:var(--t0);padding:0 var(--s1);white-space:nowrap}
.tier-3,.tier-4{color:var(--alert)}
.bar{display:inline-block;height:.75rem;width:4.5rem;background:linear-gradient(var(--quiet),var(--quiet)) center/1px 100% no-repeat var(--tint);position:relative;vertical-align:-1px}
.bar i{position:absolute;top:0;bottom:0;left:50%;background:var(--c1);min-width:2px}
.bar i.down{left:auto;right:50%;background:var(--c2)}
.ledger .wide{width:15rem;display:block;overflow-wrap:normal}
.ledger .source{width:16rem;display:block}
.ledger .written{width:7.5rem;display:block}
.ledger .note{width:13rem;display:block}
.ledger .k{font-variant-numeric:tabular-nums}
.ledger .scroll{max-height:60rem;overflow:auto}
.ledger thead th{background:var(--paper);position:sticky;top:0;z-index:1;box-shadow:0 1px 0 var(--ink)}
.empty{border-left:3px solid var(--rule);color:var(--quiet);padding-left:var(--s3)}
.chain{display:grid;gap:var(--s2);list-style:none;margin:var(--s3) 0;padding:0;grid-template-columns:repeat(5,1fr)}
.chain li{background:var(--tint);padding:var(--s2) var(--s3);position:relative}
.chain li+li::before{content:"→";color:var(--quiet);position:absolute;left:-.8rem;top:.9rem}
.chain .what{color:var(--quiet);font-size:var(--t0);display:block}
.chain .much{font:600 var(--t3)/1.4 var(--serif);font-variant-numeric:tabular-nums;display:block}
.chain .rate{font-size:var(--t0);display:block}
footer{border-top:1px solid var(--rule);color:var(--quiet);font-size:var(--t0);margin-top:var(--s5);padding-top:var(--s3)}
@media (max-width:45rem){body{padding:var(--s4) var(--s3) var(--s5)}h1{font-size:1.75rem}h2{font-size:1.375rem}
.cards{grid-template-columns:1fr 1fr;gap:var(--s2)}.card{padding:var(--s2)}.card .value{font-size:var(--t3)}
.chart .wide{display:none}.chart .narrow{display:block}.chart .half{max-width:none}.pair{display:block}
.chain{grid-template-columns:1fr}.chain li{display:grid;grid-template-columns:1fr auto;align-items:baseline}
.chain .rate{grid-column:1/3}.chain li+li::before{content:"↓";left:auto;right:var(--s3);top:-.9rem}}
@media print{html{font-size:9.5pt}body{max-width:none;padding:0}nav{display:none}
figure,tr,.card,.chain{break-inside:avoid}h2,h3{break-after:avoid}.scroll,.ledger .scroll{max-height:none;overflow:visible}.ledger thead th{position:static}table{font-size:8pt;width:100%}table:has(th:nth-child(14)){font-size:6pt}table:has(th:nth-child(14)) th{font-size:6pt}.ledger span.wide,.ledger span.source,.ledger span.written,.ledger span.note{width:auto}.t,.h,.books th[scope=row]{min-width:0}th,td{padding-right:var(--s2)}
.chart .wide{display:block}.chart .narrow{display:none}a{color:inherit;text-decoration:none}}`;
