/// What this installation is and which halves of the API it serves.
public struct ApplicationSettings: Sendable, Equatable {
    /// Application name in logs and in `GET /health`.
    public var name: String
    /// The environment this installation calls itself.
    public var environment: DeploymentEnvironment
    /// Debug logging, and exception text in bodies of status 500.
    public var isDebug: Bool
    /// Path before every API route; starts with `/`, has none at its end.
    public var apiPrefix: String
    /// Public address of the API.
    public var baseURL: String
    /// Public address of the dashboard.
    public var dashboardURL: String
    /// Base address of public board pages; nil leaves `url` and `url_short` out of answers.
    public var boardsUIDomain: String?
    /// Mounts the admin routes and allows background tasks.
    public var enablesAdminAPI: Bool
    /// Mounts the client routes.
    public var enablesClientAPI: Bool
    /// Allows both halves of the API to be off, for commands.
    public var isJobMode: Bool
    /// Reserved by the contract.
    public var sourceOAuthBaseURL: String
    /// Reserved by the contract.
    public var keysPath: String

    init(_ reader: inout SettingsReader) {
        reader.topic = "Application"
        name = reader.text("APP", default: "LEADR", "application name in logs and health answers")
        environment = DeploymentEnvironment(
            reader.requiredText("ENV", "environment name; `TEST` and `DEV` relax rules for tests and local work, anything else is production")
        )
        isDebug = reader.boolean("DEBUG", default: false, "debug logging and exception text in bodies of status 500")
        apiPrefix = Self.normalisedPrefix(reader.text("API_PREFIX", default: "/v1", "path before every API route"))
        baseURL = reader.url("BASE_URL", default: "http://localhost:8000", "public address of the API")
        dashboardURL = reader.url("DASHBOARD_URL", default: "http://localhost:8000", "public address of the dashboard")
        boardsUIDomain = reader.optionalText("BOARDS_UI_DOMAIN", "base address of public board pages, without trailing slash")
        enablesAdminAPI = reader.boolean("ENABLE_ADMIN_API", default: false, "mount the admin routes and allow background tasks")
        enablesClientAPI = reader.boolean("ENABLE_CLIENT_API", default: false, "mount the client routes")
        isJobMode = reader.boolean("JOB_MODE", default: false, "permit both halves of the API to be off, for commands")
        sourceOAuthBaseURL = reader.url("SOURCE_OAUTH_BASE_URL", default: "http://localhost:8000", "reserved")
        keysPath = reader.path("KEYS_PATH", default: ".keys", "reserved")
    }

    private static func normalisedPrefix(_ text: String) -> String {
        let parts = text.split(separator: "/")
        return parts.isEmpty ? "" : "/" + parts.joined(separator: "/")
    }
}
