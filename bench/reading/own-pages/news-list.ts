import { repeat } from "./html.ts";

const ROWS = 30;
const TOPICS = [
  "A compiler for tiny machines",
  "Show: a map of every lighthouse",
  "Why queues grow",
];
const TAILS = [
  "in 400 lines",
  "that fits on a floppy",
  "(2019)",
  "[pdf]",
  "after ten years: a look back",
];
const SITES = ["lighthouses.example", "blog.queue.example", "github.com/owner", "papers.example"];
const USERS = ["marrow", "tin_whistle", "oort", "lindqvist", "quux42"];

/** A news list in the markup that Hacker News serves: nested layout tables and rows of two. */
export function newsList(): string {
  return `<html lang="en" op="news"><head><meta name="referrer" content="origin">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<style>body{font-family:Verdana;font-size:10pt;color:#828282}.votearrow{width:10px;height:10px;
margin:3px 2px 6px;background:#999}a:link{color:#000;text-decoration:none}.subtext{font-size:7pt}
</style><title>Hatch News</title></head><body><center>
<table id="hnmain" border="0" cellpadding="0" cellspacing="0" width="85%" bgcolor="#f6f6ef">
<tr><td bgcolor="#ff6600">${header()}</td></tr>
<tr style='height:10px'></tr>
<tr><td><table border="0" cellpadding="0" cellspacing="0">${repeat(ROWS, row)}
<tr class="morespace" style="height:10px"></tr><tr><td colspan="2"></td>
<td class='title'><a href='?p=2' class='morelink' rel='next'>More</a></td></tr></table></td></tr>
<tr><td>${footer()}</td></tr></table></center></body></html>`;
}

function header(): string {
  const pages = ["new", "past", "comments", "ask", "show", "jobs", "submit"];
  const links = pages.map((page) => `<a href="/${page}">${page}</a>`).join(" | ");
  return `<table border="0" cellpadding="0" cellspacing="0" width="100%" style="padding:2px"><tr>
<td style="width:18px;padding-right:4px"><a href="/"><img src="/pixel.svg" width="18" height="18"
style="border:1px white solid; display:block"></a></td>
<td style="line-height:12pt; height:10px;"><span class="pagetop"><b class="hnname">
<a href="/news">Hatch News</a></b> ${links}</span></td>
<td style="text-align:right;padding-right:4px;"><span class="pagetop">
<a href="/login?goto=news">login</a></span></td></tr></table>`;
}

function row(index: number): string {
  const id = 40_000_000 + index * 37;
  const title = `${TOPICS[index % 3]} ${TAILS[index % 5]}${index < 15 ? "" : `, part ${index - 13}`}`;
  const site = SITES[index % 4];
  const user = USERS[index % 5];
  const comments = index === 7 ? "discuss" : `${(index * 29 + 3) % 400}&nbsp;comments`;
  return `<tr class='athing submission' id='${id}'>
<td align="right" valign="top" class="title"><span class="rank">${index + 1}.</span></td>
<td valign="top" class="votelinks"><center><a id='up_${id}' href='/vote?id=${id}&amp;how=up'>
<div class='votearrow' title='upvote'></div></a></center></td>
<td class="title"><span class="titleline"><a href="https://${site}/${id}">${title}</a>
<span class="sitebit comhead"> (<a href="/from?site=${site}"><span class="sitestr">${site}</span></a>)</span>
</span></td></tr>
<tr><td colspan="2"></td><td class="subtext"><span class="subline">
<span class="score" id="score_${id}">${index * 17 + 5} points</span> by
<a href="/user?id=${user}" class="hnuser">${user}</a>
<span class="age" title="2026-11-20T10:00:00"><a href="/item?id=${id}">${index + 1} hours ago</a></span>
<span id="unv_${id}"></span> | <a href="/hide?id=${id}&amp;goto=news">hide</a> |
<a href="/item?id=${id}">${comments}</a></span></td></tr>
<tr class="spacer" style="height:5px"></tr>`;
}

function footer(): string {
  const pages = [
    "Guidelines",
    "FAQ",
    "Lists",
    "API",
    "Security",
    "Legal",
    "Apply to HN",
    "Contact",
  ];
  const links = pages.map((page) => `<a href="/${page.toLowerCase()}">${page}</a>`).join(" | ");
  return `<img src="/pixel.svg" height="10" width="0"><table width="100%" cellspacing="0" cellpadding="1">
<tr><td bgcolor="#ff6600"></td></tr></table><br><center><span class="yclinks">${links}</span><br><br>
<form method="get" action="/search">Search: <input type="text" name="q" size="17" autocorrect="off"
spellcheck="false" autocapitalize="off" autocomplete="off"></form></center>`;
}
