# Shares, means and differences of raked, clustered designs as R's survey package estimates them.
# Reads folders from standard input, one a line, each with design.csv and margins.csv; writes result.csv there and says "done".
suppressMessages(library(survey))

estimate <- function(folder) {
  data <- read.csv(file.path(folder, "design.csv"), stringsAsFactors = TRUE)
  margins <- read.csv(file.path(folder, "margins.csv"))
  data$answered <- !is.na(data$need)
  data$need[!data$answered] <- 0  # rows outside a domain keep weight 0 and may not be missing
  for (k in 1:2) {
    here <- data$domain == levels(data$domain)[k] & data$answered
    data[[paste0("w", k)]] <- as.numeric(here)
    data[[paste0("y", k)]] <- data$need * here
  }
  variables <- unique(margins$variable)
  pop <- c(`(Intercept)` = sum(margins$total[margins$variable == variables[1]]))
  for (v in variables) {
    levels <- margins$level[margins$variable == v]
    data[[v]] <- factor(data[[v]], levels = levels)
    pop <- c(pop, setNames(margins$total[margins$variable == v][-1], paste0(v, levels[-1])))
  }
  plain <- svydesign(ids = ~school, weights = ~base, data = data)
  design <- calibrate(plain, reformulate(variables), pop, calfun = "raking", epsilon = 1e-13, maxit = 5000)
  rows <- list()
  for (d in c("all", levels(data$domain))) {
    part <- if (d == "all") design else subset(design, domain == d)
    part <- subset(part, answered)
    mean <- svymean(~score, part)
    row <- data.frame(domain = d, share = NA, se = NA, low = NA, high = NA, mean = coef(mean)[[1]], mean_se = SE(mean)[[1]])
    raw <- svymean(~need, part)
    row$share <- coef(raw)[[1]]
    if (row$share > 1e-9 && row$share < 1 - 1e-9) {  # the logit of 0 and 1 does not exist
      share <- svyciprop(~need, part, method = "logit")
      row$se <- sqrt(attr(share, "var"))[[1]]
      row$low <- attr(share, "ci")[[1]]
      row$high <- attr(share, "ci")[[2]]
    }
    rows[[length(rows) + 1]] <- row
  }
  # the difference of two domain means, with their covariance: two ratios of domain totals
  pair <- svyratio(~y1 + y2, ~w1 + w2, design, covmat = TRUE)
  picked <- match(c("y1/w1", "y2/w2"), names(coef(pair)))
  variance <- vcov(pair)[picked, picked]
  rows[[length(rows) + 1]] <- data.frame(domain = "difference", share = diff(rev(coef(pair)[picked])),
    se = sqrt(variance[1, 1] + variance[2, 2] - 2 * variance[1, 2]), low = NA, high = NA, mean = NA, mean_se = NA)
  write.csv(data.frame(weight = weights(design)), file.path(folder, "weights.csv"), row.names = FALSE)
  write.csv(do.call(rbind, rows), file.path(folder, "result.csv"), row.names = FALSE)
}

input <- file("stdin")
open(input)
while (length(folder <- readLines(input, n = 1)) > 0) {
  estimate(folder)
  cat("done\n")
  flush(stdout())
}
