/* Sorting of tables and unfolding for print; shared by the pages. */
(function () {
  "use strict";
  /* --- sorting: any table with data-sort; a figure sorts by its value, a text by the Dutch alphabet */
  var collator = new Intl.Collator("nl", { numeric: true });
  function dutchNumber(text) {
    var plain = text.replace(/[^0-9,\u2212-]/g, "").replace(",", ".").replace("\u2212", "-");
    return /[0-9]/.test(plain) ? parseFloat(plain) - (text.indexOf("<") >= 0 ? 0.5 : 0) : null;
  }
  function sortKey(cell) {
    var value = cell.getAttribute("data-v");
    if (value !== null) return value === "" ? null : Number(value);
    return cell.classList.contains("figure") ? dutchNumber(cell.textContent) : cell.textContent.trim();
  }
  function sortBy(table, column, ascending) {
    var body = table.tBodies[0];
    Array.prototype.forEach.call(body.querySelectorAll("button[aria-expanded='true']"), function (button) { button.click(); });
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      var x = sortKey(a.cells[column]), y = sortKey(b.cells[column]);
      if (x === null || y === null) return x === y ? 0 : (x === null ? 1 : -1);
      var order = typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y));
      return ascending ? order : -order;
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }
  function makeSortable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (head.hasAttribute("data-nosort")) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var ascending = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        sortBy(table, column, ascending);
      });
    });
  }
  document.querySelectorAll("table[data-sort]").forEach(makeSortable);

  /* --- in print, everything that is folded is open */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.block").forEach(function (node) { if (!node.open) { node.open = true; node.setAttribute("data-was-dicht", "ja"); } });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-was-dicht]").forEach(function (node) { node.open = false; node.removeAttribute("data-was-dicht"); });
  });
})();
