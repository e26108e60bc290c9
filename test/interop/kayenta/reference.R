# Reads cases, one a line: confidence; the candidate's values; the baseline's, the values apart by spaces. Writes of each the ends
# of the interval of the shift, and the candidate's sum of ranks less the least that it can be, with all digits.
values <- function(text) as.numeric(strsplit(text, " ")[[1]])
input <- file("stdin", "r")
for (line in readLines(input)) {
  parts <- strsplit(line, ";")[[1]]
  found <- suppressWarnings(wilcox.test(
    values(parts[2]), values(parts[3]),
    conf.int = TRUE, conf.level = as.numeric(parts[1]), exact = FALSE, correct = TRUE
  ))
  cat(format(c(found$conf.int, found$statistic), digits = 17, scientific = TRUE, trim = TRUE), "\n")
}
close(input)
