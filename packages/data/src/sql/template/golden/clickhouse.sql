WITH e_rows AS (
  SELECT
    CAST(toUnixTimestamp64Milli(toDateTime64(r."timestamp", 3, 'UTC')) AS Nullable(Int64)) AS e_at,
    CAST(r."feature_flag.context.id" AS Nullable(String)) AS e_unit,
    CAST(r."feature_flag.result.value" AS Nullable(String)) AS e_variant,
    CAST(r."id" AS Nullable(String)) AS e_id,
    CAST(toUnixTimestamp64Milli(toDateTime64(r."received", 3, 'UTC')) AS Nullable(Int64)) AS e_received,
    CAST(r."country" AS Nullable(String)) AS e_g0,
    CAST(r."tier" AS Nullable(String)) AS e_g1
  FROM exposures AS r
  WHERE (r."timestamp" IS NULL OR r."timestamp" >= fromUnixTimestamp64Milli(toInt64(1772438400000), 'UTC') AND (r."timestamp" < fromUnixTimestamp64Milli(toInt64(1772521200000), 'UTC') OR r."timestamp" >= fromUnixTimestamp64Milli(toInt64(1772524805001), 'UTC')))
    AND CAST(r."feature_flag.key" AS Nullable(String)) = 'ranker'
    AND CAST(r."feature_flag.version" AS Nullable(String)) = 'ranker-2/3'
    AND CAST(r."tier" AS Nullable(String)) = 'paid'
    AND (CAST(r."tier" AS Nullable(String)) IS NULL OR CAST(r."tier" AS Nullable(String)) <> 'staff')
),
e_grouped AS (
  SELECT e_at, e_unit, e_variant, e_id, e_received, e_g0, e_g1, COUNT(*) AS e_copies
  FROM e_rows
  GROUP BY e_at, e_unit, e_variant, e_id, e_received, e_g0, e_g1
),
e_counted AS (
  SELECT x.*, CASE WHEN x.e_id IS NULL THEN x.e_copies ELSE 1 END AS e_weight FROM e_grouped AS x
),
e_judged AS (
  SELECT x.*,
    CASE WHEN e_at IS NULL OR e_unit IS NULL THEN 3 WHEN e_at > 1772524805000 THEN 2 WHEN e_received - e_at > 3600000 THEN 1 ELSE 0 END AS e_fate,
    CASE WHEN e_variant IN ('sha256:b') THEN 1 WHEN e_variant IN ('sha256:a', 'old') THEN 0 END AS e_arm
  FROM e_counted AS x
),
e_settled AS (
  SELECT x.*, MIN(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL THEN e_at END) OVER (PARTITION BY e_unit) AS e_first FROM e_judged AS x
),
e_units AS (
  SELECT
    e_unit AS u_unit,
    SUM(e_copies) AS u_events,
    SUM(CASE WHEN e_fate = 1 THEN e_copies ELSE 0 END) AS u_late,
    SUM(CASE WHEN e_fate = 2 THEN e_copies ELSE 0 END) AS u_future,
    SUM(CASE WHEN e_fate = 3 THEN e_copies ELSE 0 END) AS u_incomplete,
    SUM(CASE WHEN e_fate = 0 THEN e_copies - e_weight ELSE 0 END) AS u_duplicate,
    SUM(CASE WHEN e_fate = 0 AND e_arm IS NULL THEN e_weight ELSE 0 END) AS u_unknown,
    MIN(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL THEN e_at END) AS u_first,
    MAX(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL THEN e_at END) AS u_newest,
    MIN(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL THEN e_arm END) AS u_least,
    MAX(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL THEN e_arm END) AS u_most,
    MIN(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL AND e_at = e_first THEN e_g0 END) AS u_g0,
    MIN(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL AND e_at = e_first THEN e_g1 END) AS u_g1
  FROM e_settled
  GROUP BY e_unit
),
exposed AS (
  SELECT x.*,
    CASE WHEN u_least < u_most THEN 1 ELSE 0 END AS u_crossover,
    CASE WHEN u_least = u_most AND u_first <= 1772499600000 THEN u_most END AS u_arm
  FROM e_units AS x
),
o_rows AS (
  SELECT
    CAST(r."at" AS Nullable(Int64)) AS o_at,
    CAST(r."user" AS Nullable(String)) AS o_unit,
    CAST(r."event" AS Nullable(String)) AS o_event,
    CAST(r."id" AS Nullable(String)) AS o_id,
    CAST(r."stars" AS Nullable(Float64)) AS o_v0,
    CAST(r."clicks" AS Nullable(Float64)) AS o_v1,
    CAST(r."views" AS Nullable(Float64)) AS o_v2,
    CAST(r."ms" AS Nullable(Float64)) AS o_v3
  FROM (SELECT * FROM outcomes) AS r
  WHERE (r."at" IS NULL OR r."at" >= 1772352000000 AND (r."at" < 1772521200000 OR r."at" >= 1772524805001))
    AND (CAST(r."event" AS Nullable(String)) = 'feedback' OR CAST(r."event" AS Nullable(String)) = 'complaint' OR CAST(r."event" AS Nullable(String)) = 'view' OR CAST(r."event" AS Nullable(String)) = 'response')
),
o_grouped AS (
  SELECT o_at, o_unit, o_event, o_id, o_v0, o_v1, o_v2, o_v3, COUNT(*) AS o_copies
  FROM o_rows
  GROUP BY o_at, o_unit, o_event, o_id, o_v0, o_v1, o_v2, o_v3
),
o_counted AS (
  SELECT x.*, CASE WHEN x.o_id IS NULL THEN x.o_copies ELSE 1 END AS o_weight FROM o_grouped AS x
),
done AS (
  SELECT x.*,
    CASE WHEN o_at IS NULL OR o_unit IS NULL THEN 3 WHEN o_at > 1772524805000 THEN 2 ELSE 0 END AS o_fate,
    CASE WHEN o_v0 BETWEEN -1.7976931348623157e+308 AND 1.7976931348623157e+308 THEN o_v0 END AS o_n0,
    CASE WHEN o_v1 BETWEEN -1.7976931348623157e+308 AND 1.7976931348623157e+308 THEN o_v1 END AS o_n1,
    CASE WHEN o_v2 BETWEEN -1.7976931348623157e+308 AND 1.7976931348623157e+308 THEN o_v2 END AS o_n2,
    CASE WHEN o_v3 BETWEEN -1.7976931348623157e+308 AND 1.7976931348623157e+308 THEN o_v3 END AS o_n3
  FROM o_counted AS x
),
linked AS (
  SELECT o.*, u.*,
    COALESCE(o.o_unit, u.u_unit) AS l_unit,
    CASE WHEN o_fate = 0 AND u_arm IS NOT NULL AND o_at >= 1772438400000 AND o_at >= u_first - 5000 AND o_at < u_first + 21600000 THEN o_weight ELSE 0 END AS l_after,
    CASE WHEN o_fate = 0 AND u_least = u_most AND o_at >= 1772438400000 AND o_at >= u_first - 5000 AND o_at < u_first + 21600000 THEN o_at END AS l_at,
    CASE WHEN o_fate = 0 AND u_arm IS NOT NULL AND o_at < 1772434800000 THEN o_weight ELSE 0 END AS l_before
  FROM done AS o FULL JOIN exposed AS u ON o.o_unit = u.u_unit
),
people AS (
  SELECT
    MAX(u_arm) AS p_arm,
    MAX(u_g0) AS p_g0,
    MAX(u_g1) AS p_g1,
    COALESCE(MAX(u_events), 0) + COALESCE(SUM(o_copies), 0) AS p_events,
    COALESCE(MAX(u_late), 0) + SUM(CASE WHEN o_fate = 1 THEN o_copies ELSE 0 END) AS p_late,
    COALESCE(MAX(u_duplicate), 0) + SUM(CASE WHEN o_fate = 0 THEN o_copies - o_weight ELSE 0 END) AS p_duplicate,
    COALESCE(MAX(u_future), 0) + SUM(CASE WHEN o_fate = 2 THEN o_copies ELSE 0 END) AS p_future,
    COALESCE(MAX(u_incomplete), 0) + SUM(CASE WHEN o_fate = 3 THEN o_copies ELSE 0 END) AS p_incomplete,
    COALESCE(MAX(u_unknown), 0) AS p_unknown,
    COALESCE(MAX(u_crossover), 0) AS p_crossover,
    MAX(u_newest) AS p_newest,
    MAX(l_at) AS p_newest_outcome,
    SUM(l_after) AS p_outcomes,
    CAST(SUM(CASE WHEN l_after > 0 AND o_event = 'feedback' AND o_n0 IS NOT NULL THEN l_after * o_n0 ELSE 0 END) AS Nullable(Float64)) AS p_x0,
    CAST(SUM(CASE WHEN l_before > 0 AND o_event = 'feedback' AND o_n0 IS NOT NULL THEN l_before * o_n0 ELSE 0 END) AS Nullable(Float64)) AS p_y0,
    SUM(CASE WHEN o_event = 'feedback' AND (o_n0 IS NULL) THEN l_after + l_before ELSE 0 END) AS p_bad0,
    CAST(CASE WHEN SUM(CASE WHEN l_after > 0 AND o_event = 'complaint' THEN l_after ELSE 0 END) > 0 THEN 1 ELSE 0 END AS Nullable(Float64)) AS p_x1,
    CAST(0 AS Nullable(Float64)) AS p_y1,
    0 AS p_bad1,
    CAST(SUM(CASE WHEN l_after > 0 AND o_event = 'view' AND o_n1 IS NOT NULL AND o_n2 IS NOT NULL THEN l_after * o_n1 ELSE 0 END) AS Nullable(Float64)) AS p_x2,
    CAST(SUM(CASE WHEN l_after > 0 AND o_event = 'view' AND o_n1 IS NOT NULL AND o_n2 IS NOT NULL THEN l_after * o_n2 ELSE 0 END) AS Nullable(Float64)) AS p_y2,
    SUM(CASE WHEN o_event = 'view' AND (o_n1 IS NULL OR o_n2 IS NULL) THEN l_after ELSE 0 END) AS p_bad2,
    CAST(CASE WHEN SUM(CASE WHEN l_after > 0 AND o_event = 'response' AND o_n3 IS NOT NULL THEN l_after ELSE 0 END) > 0 THEN CAST(SUM(CASE WHEN l_after > 0 AND o_event = 'response' AND o_n3 IS NOT NULL THEN l_after * o_n3 ELSE 0 END) AS Nullable(Float64)) / CAST(SUM(CASE WHEN l_after > 0 AND o_event = 'response' AND o_n3 IS NOT NULL THEN l_after ELSE 0 END) AS Nullable(Float64)) END AS Nullable(Float64)) AS p_x3,
    CAST(0 AS Nullable(Float64)) AS p_y3,
    SUM(CASE WHEN o_event = 'response' AND (o_n3 IS NULL) THEN l_after ELSE 0 END) AS p_bad3
  FROM linked
  GROUP BY l_unit
),
cells AS (
  SELECT -1 AS c_metric, -1 AS c_group UNION ALL
  SELECT 0 AS c_metric, -1 AS c_group UNION ALL
  SELECT 0 AS c_metric, 0 AS c_group UNION ALL
  SELECT 1 AS c_metric, -1 AS c_group UNION ALL
  SELECT 2 AS c_metric, -1 AS c_group UNION ALL
  SELECT 3 AS c_metric, -1 AS c_group
),
entries AS (
  SELECT q.*, c.*,
    CASE WHEN c_metric = -1 THEN CAST(1 AS Nullable(Float64)) WHEN c_metric = 0 THEN p_x0 WHEN c_metric = 1 THEN p_x1 WHEN c_metric = 2 THEN p_x2 WHEN c_metric = 3 THEN p_x3 END AS n_x,
    CASE WHEN c_metric = -1 THEN CAST(0 AS Nullable(Float64)) WHEN c_metric = 0 THEN p_y0 WHEN c_metric = 1 THEN p_y1 WHEN c_metric = 2 THEN p_y2 WHEN c_metric = 3 THEN p_y3 END AS n_y,
    CASE WHEN c_metric = -1 THEN 0 WHEN c_metric = 0 THEN p_bad0 WHEN c_metric = 1 THEN p_bad1 WHEN c_metric = 2 THEN p_bad2 WHEN c_metric = 3 THEN p_bad3 END AS n_bad
  FROM people AS q CROSS JOIN cells AS c
  WHERE c_metric = -1 OR p_arm IS NOT NULL AND (c_group = -1 OR c_group = 0 AND p_g0 = 'Côte d''Ivoire \\')
)
SELECT
  c_metric,
  c_group,
  p_arm,
  n_bucket,
  COUNT(n_x),
  CAST(COALESCE(SUM(n_x), 0) AS Nullable(Float64)),
  CAST(COALESCE(SUM(n_x * n_x), 0) AS Nullable(Float64)),
  CAST(COALESCE(SUM(n_y), 0) AS Nullable(Float64)),
  CAST(COALESCE(SUM(n_y * n_y), 0) AS Nullable(Float64)),
  CAST(COALESCE(SUM(n_x * n_y), 0) AS Nullable(Float64)),
  SUM(n_bad),
  SUM(p_outcomes),
  SUM(p_events),
  SUM(p_late),
  SUM(p_duplicate),
  SUM(p_future),
  SUM(p_unknown),
  SUM(p_crossover),
  SUM(p_incomplete),
  MAX(p_newest),
  MAX(p_newest_outcome)
FROM (
  SELECT y.*, CASE WHEN c_metric = 3 THEN CASE WHEN n_x <= 2.505e+2 THEN CASE WHEN n_x <= 1e+2 THEN 0 ELSE 1 END ELSE CASE WHEN n_x <= 1e+21 THEN 2 ELSE 3 END END ELSE 0 END AS n_bucket FROM entries AS y
) AS z
GROUP BY c_metric, c_group, p_arm, n_bucket
