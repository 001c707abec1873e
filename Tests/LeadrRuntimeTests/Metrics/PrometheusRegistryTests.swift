import CoreMetrics
import Testing

@testable import LeadrRuntime

@Suite struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry()

    /// The samples and headers of the metrics whose name starts with `prefix`.
    private func lines(_ prefix: String, in registry: PrometheusRegistry? = nil) -> [String] {
        String(decoding: (registry ?? self.registry).exposition(), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(prefix) || $0.hasPrefix("# TYPE \(prefix)") || $0.hasPrefix("# HELP \(prefix)") }
    }

    @Test func `a counter shows its count under its labels`() {
        registry.describe("jobs_total", "Jobs.")
        registry.makeCounter(label: "jobs_total", dimensions: [("queue", "b")]).increment(by: 2)
        registry.makeCounter(label: "jobs_total", dimensions: [("queue", "a")]).increment(by: 1)
        registry.makeCounter(label: "jobs_total", dimensions: [("queue", "b")]).increment(by: 3)
        let expected = ["# HELP jobs_total Jobs.", "# TYPE jobs_total counter", #"jobs_total{queue="a"} 1"#, #"jobs_total{queue="b"} 5"#]
        #expect(lines("jobs_total") == expected)
    }

    @Test func `the order of labels makes no difference`() {
        registry.makeCounter(label: "c", dimensions: [("x", "1"), ("y", "2")]).increment(by: 1)
        registry.makeCounter(label: "c", dimensions: [("y", "2"), ("x", "1")]).increment(by: 1)
        #expect(lines("c{") == [#"c{x="1",y="2"} 2"#])
    }

    @Test func `label values and help are escaped`() {
        registry.describe("odd", "back\\slash \"quotes\"\nline")
        registry.makeMeter(label: "odd", dimensions: [("v", "a\"b\\c\nd")]).set(1.5)
        let expected = [#"# HELP odd back\\slash "quotes"\nline"#, "# TYPE odd gauge", #"odd{v="a\"b\\c\nd"} 1.5"#]
        #expect(lines("odd") == expected)
    }

    @Test func `names are made valid`() {
        registry.makeCounter(label: "http.requests-total", dimensions: [("status code", "200"), ("le", "x"), ("1st", "y")]).increment(by: 1)
        #expect(lines("http_requests_total{") == [#"http_requests_total{_1st="y",le_="x",status_code="200"} 1"#])
        #expect(PrometheusText.metricName("") == "_")
        #expect(PrometheusText.metricName("9a:b") == "_9a:b")
    }

    @Test func `a timer is a cumulative histogram of seconds`() {
        var buckets = HistogramBuckets()
        buckets.override("wait_seconds", with: [1, 0.1])
        let registry = PrometheusRegistry(buckets: buckets)
        let timer = registry.makeTimer(label: "wait_seconds", dimensions: [("q", "a")])
        for milliseconds: Int64 in [50, 100, 500, 5000] { timer.recordNanoseconds(milliseconds * 1_000_000) }
        let expected = [
            "# TYPE wait_seconds histogram", #"wait_seconds_bucket{q="a",le="0.1"} 2"#, #"wait_seconds_bucket{q="a",le="1"} 3"#,
            #"wait_seconds_bucket{q="a",le="+Inf"} 4"#, #"wait_seconds_sum{q="a"} 5.65"#, #"wait_seconds_count{q="a"} 4"#,
        ]
        #expect(lines("wait_seconds", in: registry) == expected)
    }

    @Test func `a recorder that does not aggregate is a gauge`() {
        registry.makeRecorder(label: "leads", dimensions: [], aggregate: false).record(Int64(1))
        #expect(lines("leads") == ["# TYPE leads gauge", "leads 1"])
    }

    @Test func `a gauge goes up and down`() {
        let gauge = registry.makeMeter(label: "open", dimensions: [])
        gauge.increment(by: 5)
        gauge.decrement(by: 2)
        #expect(lines("open") == ["# TYPE open gauge", "open 3"])
    }

    @Test func `special numbers are written as the format wants them`() {
        #expect([Double.nan, .infinity, -.infinity, 3, -0.5, 1e300].map(PrometheusText.number) == ["NaN", "+Inf", "-Inf", "3", "-0.5", "1e+300"])
    }

    @Test func `a name of another kind is not shown under the first one's type`() {
        registry.makeCounter(label: "twice", dimensions: []).increment(by: 1)
        registry.makeMeter(label: "twice", dimensions: [("a", "b")]).set(7.0)
        #expect(lines("twice") == ["# TYPE twice counter", "twice 1"])
    }

    @Test func `label values without end do not fill the memory`() {
        let registry = PrometheusRegistry(seriesLimit: 3)
        for value in 0..<10 { registry.makeCounter(label: "paths", dimensions: [("path", "\(value)")]).increment(by: 1) }
        #expect(lines("paths{", in: registry).count == 3)
        #expect(lines("metrics_series_dropped_total", in: registry).last == "metrics_series_dropped_total 7")
    }

    @Test func `concurrent counts add up`() async {
        let counter = registry.makeCounter(label: "sum", dimensions: [])
        let floating = registry.makeFloatingPointCounter(label: "fsum", dimensions: [])
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.increment(by: 1)
                        floating.increment(by: 0.5)
                    }
                }
            }
        }
        #expect(lines("sum").last == "sum 8000")
        #expect(lines("fsum").last == "fsum 4000")
    }

    @Test func `a counter never goes down`() {
        let counter = registry.makeCounter(label: "up", dimensions: [])
        counter.increment(by: 3)
        counter.increment(by: -2)
        #expect(lines("up").last == "up 3")
    }

    @Test func `every process tells memory, processor time and uptime`() {
        ProcessMetrics.install(in: registry)
        for name in ["process_memory_bytes{type=\"rss\"}", "process_cpu_seconds_total{mode=\"user\"}", "app_uptime_seconds"] {
            #expect(lines(name).filter { $0.hasPrefix(name) }.count == 1)
        }
        #expect(lines("process_cpu_seconds_total").contains("# TYPE process_cpu_seconds_total counter"))
        #expect(ProcessUsage.memory(statm: "100 7 3 1 0 9 0\n", pageSize: 4096).map { [$0.resident, $0.virtual] } == [28_672, 409_600])
        #expect(ProcessUsage.memory(statm: "nonsense", pageSize: 4096) == nil)
    }
}
