# Shares and means of raked, clustered designs as R's survey package estimates them.
# Arguments: folder with design_<i>.csv and margins_<i>.csv, and how many. Writes result.csv there.
suppressMessages(library(survey))
args <- commandArgs(trailingOnly = TRUE)
folder <- args[1]
rows <- list()
for (i in seq_len(as.integer(args[2]))) {
  data <- read.csv(file.path(folder, sprintf("design_%d.csv", i)), stringsAsFactors = TRUE)
  data$a <- factor(data$a); data$b <- factor(data$b)
  data$answered <- !is.na(data$need)
  data$need[!data$answered] <- 0  # rows outside a domain keep weight 0 and may not be missing
  for (k in 1:2) {
    here <- data$domain == levels(data$domain)[k] & data$answered
    data[[paste0("w", k)]] <- as.numeric(here)
    data[[paste0("y", k)]] <- data$need * here
  }
  margins <- read.csv(file.path(folder, sprintf("margins_%d.csv", i)))
  total <- function(v) setNames(margins$total[margins$variable == v], margins$level[margins$variable == v])
  a <- total("a"); b <- total("b")
  pop <- c(`(Intercept)` = sum(a), setNames(a[-1], paste0("a", names(a)[-1])), setNames(b[-1], paste0("b", names(b)[-1])))
  plain <- svydesign(ids = ~school, weights = ~base, data = data)
  design <- calibrate(plain, ~a + b, pop, calfun = "raking", epsilon = 1e-13, maxit = 5000)
  for (d in c("all", levels(data$domain))) {
    part <- if (d == "all") design else subset(design, domain == d)
    part <- subset(part, answered)
    share <- svyciprop(~need, part, method = "logit")
    mean <- svymean(~score, part)
    ci <- attr(share, "ci")
    rows[[length(rows) + 1]] <- data.frame(design = i, domain = d, share = coef(share)[[1]], se = sqrt(attr(share, "var"))[[1]],
      low = ci[[1]], high = ci[[2]], mean = coef(mean)[[1]], mean_se = SE(mean)[[1]])
  }
  # the difference of two domain means, with their covariance: two ratios of domain totals
  pair <- svyratio(~y1 + y2, ~w1 + w2, design, covmat = TRUE)
  picked <- match(c("y1/w1", "y2/w2"), names(coef(pair)))
  variance <- vcov(pair)[picked, picked]
  rows[[length(rows) + 1]] <- data.frame(design = i, domain = "difference", share = diff(rev(coef(pair)[picked])),
    se = sqrt(variance[1, 1] + variance[2, 2] - 2 * variance[1, 2]), low = NA, high = NA, mean = NA, mean_se = NA)
}
write.csv(do.call(rbind, rows), file.path(folder, "result.csv"), row.names = FALSE)
