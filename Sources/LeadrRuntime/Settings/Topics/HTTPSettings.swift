/// The HTTP server and its limits.
public struct HTTPSettings: Sendable, Equatable {
    /// Address to listen on.
    public var host: String
    /// Port to listen on; 0 takes a free one.
    public var port: Int
    /// Largest request body in bytes; beyond it 413.
    public var maxBodyBytes: Int
    /// Most bytes of a request's header fields; beyond it 431.
    public var maxHeaderBytes: Int
    /// How long a request may take to arrive; later is 408.
    public var readTimeout: Duration
    /// Folder of the files of Swagger UI, for `/docs`; nil for no such page.
    public var documentViewerPath: String?
    /// Event loops; nil takes the number of cores.
    public var eventLoopThreads: Int?
    /// Runs request tasks on the event loops instead of the shared pool.
    public var runsTasksOnEventLoop: Bool
    /// Networks whose client-address headers are believed.
    public var trustedProxies: [String]
    /// Refuses requests from the loopback address outside health checks.
    public var blocksLoopback: Bool
    /// Cross-origin rules.
    public var cors: CORSSettings
    /// Limits against abuse.
    public var rateLimit: RateLimitSettings

    init(_ reader: inout SettingsReader, environment: DeploymentEnvironment) {
        reader.topic = "HTTP"
        host = reader.text("HOST", default: "0.0.0.0", "address to listen on")
        port = reader.integer("PORT", default: 8000, in: 0...65_535, "port to listen on; 0 takes a free one")
        maxBodyBytes = reader.integer("HTTP_MAX_BODY_BYTES", default: 65_536, in: 1024...16_777_216, unit: "bytes", "largest body; beyond it 413")
        maxHeaderBytes = reader.integer(
            "HTTP_MAX_HEADER_BYTES",
            default: 16_384,
            in: 1024...1_048_576,
            unit: "bytes",
            "most bytes of a request's header fields; beyond it 431"
        )
        readTimeout = reader.seconds(
            "HTTP_READ_TIMEOUT_SECONDS",
            default: 30,
            in: 1...600,
            "how long the head of a request and its body may each take; later is 408"
        )
        documentViewerPath = reader.optionalText("API_DOCS_VIEWER_PATH", "folder of the files of Swagger UI, shown at `/docs`; no such page without")
        let threads = reader.integer("HTTP_EVENT_LOOP_THREADS", default: 0, in: 0...256, "event loops; 0 takes the number of cores")
        eventLoopThreads = threads == 0 ? nil : threads
        runsTasksOnEventLoop = reader.boolean(
            "HTTP_TASKS_ON_EVENT_LOOP",
            default: false,
            "run request tasks on the event loops; faster where databases share the cores"
        )
        trustedProxies = reader.texts(
            "TRUSTED_PROXIES",
            default: ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
            "networks (CIDR) whose client-address headers are believed"
        )
        blocksLoopback = reader.boolean(
            "LOOPBACK_BLOCK_ENABLED",
            default: environment.isProduction,
            shownDefault: "true, false when `ENV` is DEV or TEST",
            "refuse requests from the loopback address outside health checks"
        )
        for network in trustedProxies where !Self.isNetwork(network) {
            reader.report("TRUSTED_PROXIES", "\"\(network)\" is no network; write address/bits")
        }
        cors = CORSSettings(&reader)
        rateLimit = RateLimitSettings(&reader, environment: environment)
    }

    /// True for `address/bits` or a bare address of either family; the bits must fit the family.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count <= 2, let width = AddressFamily.width(of: String(address)) else { return false }
        return parts.count == 1 || Int(parts[1]).map { (0...width).contains($0) } == true
    }
}
