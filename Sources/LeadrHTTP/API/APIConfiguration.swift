import LeadrDomain

/// How the API answers; the values come from the settings (`contract/configuration.md`).
public struct APIConfiguration: Sendable {
    /// `APP`; shown by the health check.
    public var applicationName = "LEADR"
    /// `API_PREFIX`.
    public var prefix = "/v1"
    /// Whether the admin half is served (`ENABLE_ADMIN_API`).
    public var servesAdmin = false
    /// Whether the client half is served (`ENABLE_CLIENT_API`).
    public var servesClients = false
    /// `DEBUG`: shows the text of unexpected errors to clients.
    public var showsErrorDetails = false
    /// `BOARDS_UI_DOMAIN`; nil leaves page addresses out.
    public var publicPagesDomain: String?
    /// Most bytes of a request body; more is 413.
    public var bodyLimit = 65_536
    /// What one connection may take up.
    public var connection = ConnectionLimits()
    /// `TRUSTED_PROXIES`: peers whose forwarding headers are believed.
    public var trustedProxies = CIDRBlock.privateNetworks
    /// `LOOPBACK_BLOCK_ENABLED`.
    public var blocksLoopback = true
    /// `CORS_*`.
    public var cors = CORSPolicy()
    /// `SCORE_METADATA_MAX_SIZE_BYTES`.
    public var metadataLimit = 1024
    /// `INGEST_SDK_WAIT_MS`: how long a request of an SDK waits when it does not say.
    public var sdkWait: Duration = .seconds(5)
    /// Shows the API document at `/docs`; nil for no such page.
    public var documentViewer: DocumentViewer?
    /// `DEV_OVERRIDE_IP`: located instead of the client's address.
    public var overrideAddress: String?

    /// The defaults.
    public init() {}
}
