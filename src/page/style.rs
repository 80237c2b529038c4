//! How a page looks, and the little that it does by itself; both stand in the page and are named there by their hash.

/// The style of every page: light and dark, narrow and wide, on paper.
pub(super) const STYLE: &str = r#"
:root{color-scheme:light dark;--bg:#fcfbf8;--ink:#1c1b19;--soft:#57544e;--line:#d9d5cb;--card:#f4f1ea;--link:#164f8c;--mark:#8c2f14;--wash:rgba(196,120,20,.13);--good:#1c6433;--bad:#9b1c1c;--warn:#7a4a00;--add:#12592b;--addbg:#dcf2e2;--del:#8f1d1d;--delbg:#fbe3e1;--o0:#164f8c;--o1:#6b2d87;--o2:#0c5f5c;--o3:#8a3a05;--o4:#7b2150;--o5:#4b5200}
@media (prefers-color-scheme:dark){:root{--bg:#161719;--ink:#e9e6df;--soft:#b0aca3;--line:#3a3b3f;--card:#202226;--link:#8fbdf0;--mark:#f0a98c;--wash:rgba(240,170,80,.09);--good:#86d39b;--bad:#f29c97;--warn:#e9bd72;--add:#a5e3b6;--addbg:#17382233;--del:#f5aaa4;--delbg:#4a1d1d66;--o0:#8fbdf0;--o1:#d3a6ec;--o2:#7fd0cc;--o3:#f0b184;--o4:#ee9fc6;--o5:#c9d178}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:1.0625rem/1.6 Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Noto Serif","Times New Roman",serif;overflow-wrap:break-word}
:lang(ar){font-family:"Noto Naskh Arabic","Geeza Pro","Traditional Arabic","Noto Sans Arabic",serif;line-height:1.8}.t:lang(ar),.g:lang(ar){font-size:1.12em}
em:lang(zh){font-style:normal;font-family:"Kaiti SC",STKaiti,KaiTi,"AR PL UKai CN","AR PL KaitiM GB","Songti SC",serif}
:lang(zh){font-family:"Songti SC","Noto Serif CJK SC","Noto Serif SC",SimSun,"Noto Sans CJK SC",serif;line-height:1.85}
.ui,header p,.facts,footer,nav,.m,summary,.tools,.cards,.k,table{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;line-height:1.45}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,input:focus-visible,button:focus-visible,[tabindex]:focus-visible{outline:.18rem solid var(--link);outline-offset:.12rem;border-radius:.15rem}
.skip{position:absolute;left:-99rem;top:0;background:var(--card);padding:.6rem 1rem;z-index:9}
.skip:focus{left:.5rem;top:.5rem}
.v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;font-style:normal}
header,main,footer{max-width:74rem;margin:0 auto;padding:1rem clamp(1rem,4vw,2.5rem)}
header{padding-top:1.6rem;padding-bottom:.4rem}
header p{margin:.2rem 0;color:var(--soft);font-size:.92rem}
h1{font-size:clamp(1.5rem,1.1rem + 1.8vw,2.1rem);line-height:1.22;margin:.35rem 0;font-weight:650;text-wrap:balance}
h2,h3,h4,h5,h6{line-height:1.3;margin:2rem 0 .6rem;font-weight:650}
h2{font-size:1.35rem}h3{font-size:1.16rem}h4,h5,h6{font-size:1.05rem}
footer{color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);margin-top:3rem}
.facts{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:.5rem 0;padding:0;list-style:none;font-size:.92rem;color:var(--soft)}
.facts b{color:var(--ink);font-weight:650}
main.doc{display:grid;grid-template-columns:minmax(0,1fr);gap:0 3rem;align-items:start}
.body{min-width:0;max-width:50rem}
nav.toc{font-size:.88rem;margin:.5rem 0 1rem}
nav.toc ol{list-style:none;margin:.4rem 0;padding:0}
nav.toc li{margin:.3rem 0}
nav.toc a{color:var(--soft);text-decoration:none}
nav.toc a:hover{text-decoration:underline}
nav.toc .d2{padding-inline-start:.9rem}nav.toc .d3{padding-inline-start:1.8rem}
@media (min-width:64rem){main.doc.has{grid-template-columns:14rem minmax(0,1fr)}nav.toc{position:sticky;top:0;max-height:100vh;overflow:auto;padding:1rem 0;margin:0}@supports selector(::details-content){nav.toc summary{display:none}nav.toc details::details-content{content-visibility:visible;height:auto}}}
.p{display:grid;grid-template-columns:6.4rem minmax(0,1fr);gap:0 1rem;padding:.7rem 0;border-top:1px solid transparent}
.p+.p{border-top-color:var(--line)}
.p:target,h2:target,h3:target,h4:target{background:var(--card);box-shadow:0 0 0 .5rem var(--card)}
.k{grid-row:1/span 6;padding-top:.2rem;font-size:.8rem;color:var(--soft)}
.n{display:block;font-size:.9rem;font-weight:650;color:var(--ink);text-decoration:none;overflow-wrap:anywhere}
.n:hover{color:var(--link);text-decoration:underline}
.t{min-width:0}
.t>p,.t>pre,.t>blockquote{margin:0}
.t pre{white-space:pre-wrap;font-size:.9rem}
blockquote{border-inline-start:.2rem solid var(--line);padding-inline-start:.8rem}
.i1{padding-inline-start:1.6rem}.i2{padding-inline-start:3.2rem}.i3{padding-inline-start:4.8rem}
.b{background:var(--wash);border-radius:.2rem;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.b .b .b .b{background:none}
.b>b{color:var(--mark);font-weight:750}
.b>b[data-d]::after{content:attr(data-d);font:600 .6em system-ui,sans-serif;vertical-align:sub}
.o{font-weight:750;font-size:.92em}
.o0{color:var(--o0)}.o1{color:var(--o1)}.o2{color:var(--o2)}.o3{color:var(--o3)}.o4{color:var(--o4)}.o5{color:var(--o5)}
del{color:var(--del);background:var(--delbg);text-decoration:line-through}
ins{color:var(--add);background:var(--addbg);text-decoration:underline;text-decoration-thickness:.1em}
.m{grid-column:2;margin:.25rem 0 0;font-size:.84rem;color:var(--soft)}
.st{font-weight:650}
.st.bad{color:var(--bad)}.st.good{color:var(--good)}.st.warn{color:var(--warn)}
.p>details{grid-column:2;margin-top:.3rem;min-width:0}
[dir=rtl]>.m,[dir=rtl]>details>summary{text-align:right}
summary{cursor:pointer;font-size:.86rem;color:var(--link);padding:.15rem 0}
.f{margin:.4rem 0 .6rem;padding:0 0 0 .2rem;list-style:none}
.f>li{background:var(--card);border-radius:.35rem;padding:.5rem .75rem;margin:.45rem 0;font-size:.94rem}
.f p{margin:.2rem 0}
.f .m{margin:.2rem 0}
.g{font-size:.98rem;padding:.4rem .75rem;background:var(--card);border-radius:.35rem;margin:.3rem 0 .5rem}
.gone{grid-column:1/-1;font-size:.98rem}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;font-size:.88rem;padding:.6rem 0;border-bottom:1px solid var(--line);margin-bottom:.6rem}
.tools[hidden]{display:none}
@media (min-width:64rem) and (min-height:44rem){.tools{position:sticky;top:0;background:var(--bg);z-index:2}html:has(.tools:not([hidden])){scroll-padding-top:7rem}}
.tools input[type=search]{font:inherit;padding:.3rem .5rem;min-width:11rem;border:1px solid var(--soft);border-radius:.3rem;background:var(--bg);color:inherit}
.tools button{font:inherit;padding:.3rem .7rem;border:1px solid var(--soft);border-radius:.3rem;background:var(--card);color:inherit;cursor:pointer}
.tools label{white-space:nowrap}
[hidden]{display:none!important}
.items{list-style:none;margin:0;padding:0}.items li{margin:.25rem 0}
.cards{list-style:none;margin:0;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(21rem,100%),1fr))}
.cards>li{border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;background:var(--card)}
.cards h3{margin:0 0 .2rem;font-size:1.06rem}
.cards p{margin:.25rem 0;font-size:.9rem;color:var(--soft)}
dl.when{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem;margin:.4rem 0;font-size:.95rem}
dl.when dt{font-variant-numeric:tabular-nums;color:var(--soft)}dl.when dd{margin:0}
.w{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;margin:.4rem 0}
th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:start;vertical-align:top}
figure{margin:1rem 0}figcaption{font-size:.85rem;color:var(--soft)}
svg.c{width:100%;height:auto;max-width:46rem;display:block}
svg.c text{font:11px system-ui,sans-serif;fill:var(--soft)}
svg.c .x{stroke:var(--line);fill:none}
svg.c .l{fill:none;stroke-width:2;stroke-linejoin:round}
svg.c .l0{stroke:var(--mark)}svg.c .l1{stroke:var(--link);stroke-dasharray:6 3}svg.c .l2{stroke:var(--good);stroke-dasharray:2 3}
svg.c .k0{fill:var(--mark)}svg.c .k1{fill:var(--link)}svg.c .k2{fill:var(--good)}
.floor{max-width:none;padding:2vh 5vw;font-size:clamp(1.6rem,1rem + 2.6vw,4rem);line-height:1.45}
.floor .fm{font:600 .5em/1.4 system-ui,sans-serif;color:var(--soft);margin:0 0 .8em}
.floor .fw{margin:0}.floor .long{font-size:.72em}.floor .longer{font-size:.52em}
body.away::after{content:"Not connected: this page may be behind";position:fixed;inset-block-end:0;inset-inline-end:0;padding:.3rem .8rem;background:var(--bad);color:var(--bg);font:600 .9rem/1.4 system-ui,sans-serif}
@media (max-width:40rem){.p{grid-template-columns:minmax(0,1fr)}.m,.p>details{grid-column:1}.k{grid-row:auto;padding:0 0 .15rem;display:flex;gap:.7rem;align-items:baseline}.i1,.i2,.i3{padding-inline-start:1rem}dl.when{grid-template-columns:minmax(0,1fr);gap:0}dl.when dd{margin-bottom:.5rem}}
@media print{@page{size:A4;margin:20mm 18mm;@bottom-center{content:counter(page) " / " counter(pages);font:9pt system-ui,sans-serif}}:root{--bg:#fff;--ink:#000;--soft:#333;--card:#fff;--wash:transparent;--line:#bbb}body{font-size:10.5pt;line-height:1.4}header,main,footer{max-width:none;padding:0}main.doc,main.doc.has{display:block}.tools,nav,.skip{display:none!important}.p{grid-template-columns:26mm minmax(0,1fr)}p{orphans:3;widows:3}.p:not(:has(details[open])){break-inside:avoid}.k{align-self:start;break-inside:avoid}.p>.m,.p>details{break-before:avoid}h2,h3,h4,summary{break-after:avoid}.f>li,.g{border:1px solid #bbb}a{color:inherit;text-decoration:none}.t a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em}details:not([open])>summary{list-style:none}del,ins{background:none;color:#000}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
"#;

/// What a document's page does by itself: it filters and folds. Without it everything is there and can be read.
pub(super) const SCRIPT: &str = r#"
(function(){var d=document,was={q:"",c:{}};
function wake(){var t=d.getElementById("tools");if(!t)return;t.hidden=false;
var all=[].slice.call(d.querySelectorAll(".p")),q=t.querySelector("[type=search]"),c=[].slice.call(t.querySelectorAll("[type=checkbox]")),o=t.querySelector("output"),words=[];
q.value=was.q;c.forEach(function(b){b.checked=!!was.c[b.value]});
function go(){was.q=q.value;c.forEach(function(b){was.c[b.value]=b.checked});var w=q.value.trim().toLowerCase(),n=0;all.forEach(function(p,i){if(w&&words[i]===undefined)words[i]=p.textContent.toLowerCase();
var ok=(!w||words[i].indexOf(w)>=0)&&c.every(function(b){return!b.checked||p.classList.contains(b.value)});p.hidden=!ok;if(ok)n++});
o.textContent=n===all.length?"":n+" of "+all.length+" paragraphs"}
t.addEventListener("input",go);t.addEventListener("submit",function(e){e.preventDefault()});
t.addEventListener("click",function(e){var f=e.target.getAttribute&&e.target.getAttribute("data-fold");if(f)[].forEach.call(d.querySelectorAll(".p>details"),function(x){x.open=f==="open"})});go()}
addEventListener("hashchange",function(){var e=location.hash.length>1&&d.getElementById(decodeURIComponent(location.hash.slice(1)));if(e&&e.hidden){was={q:"",c:{}};wake();e.scrollIntoView()}});
d.addEventListener("fresh",wake);wake()})();
"#;

/// What a live page does: it hears how the page stands now, and where that is another than what is shown, it takes the new words from the
/// same server. Where the server is gone it says so and goes on trying.
pub(super) const LIVE: &str = r#"
(function(){var d=document,s=d.body.getAttribute("data-events"),shown=d.body.getAttribute("data-stand");if(!s||!window.EventSource)return;
var busy=false,again=false;
function away(is){d.body.classList.toggle("away",is)}
function put(n){var w=d.activeElement,at=w&&w.type==="search"?w.selectionEnd:-1;
["header","main","footer"].forEach(function(k){var a=d.querySelector(k),b=n.querySelector(k);if(!a||!b)return;
var was={};function each(e,f){[].forEach.call(e.querySelectorAll(".p>details"),function(x){f(x,x.parentNode.id+"/"+x.className)})}
each(a,function(x,k){was[k]=x.open});each(b,function(x,k){if(k in was)x.open=was[k]});
a.className=b.className;a.textContent="";while(b.firstChild)a.appendChild(b.firstChild)});
d.title=n.title;shown=n.body.getAttribute("data-stand");d.dispatchEvent(new Event("fresh"));
var q=at>=0&&d.querySelector(".tools [type=search]");if(q){q.focus();q.setSelectionRange(at,at)}}
function fresh(){if(busy){again=true;return}busy=true;
fetch(location.href,{cache:"no-store"}).then(function(r){return r.ok?r.text():Promise.reject()}).then(function(h){put(new DOMParser().parseFromString(h,"text/html"));away(false)})
.catch(function(){away(true);setTimeout(fresh,5000)}).then(function(){busy=false;if(again){again=false;fresh()}})}
function hear(){var e=new EventSource(s);e.addEventListener("stand",function(m){if(m.data!==shown)fresh()});
e.onopen=function(){away(false)};e.onerror=function(){away(true);if(e.readyState===2)setTimeout(hear,3000)}}
hear()})();
"#;
