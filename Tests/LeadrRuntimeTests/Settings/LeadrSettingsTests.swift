import LeadrDomain
import Testing

@testable import LeadrRuntime

@Suite struct LeadrSettingsTests {
    private let minimum = ["ENV": "TEST", "ENABLE_CLIENT_API": "true"]

    private func settings(_ changes: [String: String] = [:], role: ProcessRole = .api) throws -> LeadrSettings {
        try LeadrSettings(from: SettingsSource(environment: minimum.merging(changes) { $1 }), role: role)
    }

    private func problems(_ environment: [String: String], role: ProcessRole = .api) -> [String] {
        do throws(SettingsError) {
            _ = try LeadrSettings(from: SettingsSource(environment: environment), role: role)
            return []
        } catch {
            return error.problems.map(\.name)
        }
    }

    @Test func `defaults are those of the contract`() throws {
        let settings = try settings()
        #expect(settings.application.apiPrefix == "/v1")
        #expect(settings.database.poolSize == 20 && settings.database.poolMaxOverflow == 10)
        #expect(settings.scheduler.retryDelays == [.seconds(30), .seconds(60), .seconds(120), .seconds(240), .seconds(480)])
        #expect(settings.antiCheat.outlierThresholds == .init(a: 4.0, b: 3.0, c: 2.5))
        #expect(!settings.antiCheat.isEnabled && AntiCheatPolicy(settings.antiCheat) == AntiCheatPolicy())
        #expect(settings.http.maxBodyBytes == 65_536)
        #expect(settings.ingest.sdkWait == .seconds(5) && settings.ingest.maxWaiters == 2000)
        #expect(settings.queue.lease == .seconds(15) && settings.queue.heartbeat == .seconds(5))
        #expect(settings.secrets.accessTokenLifetime == .seconds(86_400))
        #expect(settings.superadmin.apiKey?.exposed == SuperadminSettings.testKey)
        #expect(!settings.http.blocksLoopback && !settings.http.rateLimit.isEnabled)
    }

    @Test func `the limits of anti-cheat are those that were set`() throws {
        let settings = try settings([
            "ANTICHEAT_ENABLED": "true", "ANTICHEAT_LOGGING_ONLY": "true", "ANTICHEAT_RATE_LIMIT_TIER_A": "7", "ANTICHEAT_RATE_LIMIT_TIER_B": "6",
            "ANTICHEAT_RATE_LIMIT_TIER_C": "5", "ANTICHEAT_DUPLICATE_WINDOW_SECONDS": "60", "ANTICHEAT_VELOCITY_THRESHOLD_SECONDS": "0.25",
        ])
        let policy = AntiCheatPolicy(settings.antiCheat)
        #expect(settings.antiCheat.isEnabled && policy.isLoggingOnly)
        #expect(TrustTier.allCases.map(policy.rateLimit) == [7, 6, 5])
        #expect(policy.duplicateWindowSeconds == 60 && policy.velocityThresholdSeconds == 0.25)
    }

    @Test func `every problem is reported at once, each naming its variable`() {
        let environment = [
            "DB_PORT": "x", "DB_POOL_SIZE": "0", "LOG_JSON": "maybe", "CORS_ALLOW_ORIGINS": "*", "BASE_URL": "nowhere", "DB_SSLMODE": "perhaps",
            "ANTICHEAT_VELOCITY_THRESHOLD_SECONDS": "nan", "BACKGROUND_TASK_RETRY_DELAYS": "[]", "REDIS_URL": "http://x",
        ]
        let expected: Set = Set(environment.keys).union(["ENV", "ENABLE_ADMIN_API", "SUPERADMIN_API_KEY", "JWT_SECRET", "API_KEY_SECRET"])
        #expect(Set(problems(environment)) == expected)
    }

    @Test func `the published placeholder secrets do not start a production API`() {
        let environment = ["ENV": "production", "ENABLE_ADMIN_API": "1", "SUPERADMIN_API_KEY": "ldr_x"]
        #expect(problems(environment) == ["JWT_SECRET", "API_KEY_SECRET"])
        #expect(problems(environment, role: .rankingWorker).isEmpty)
    }

    @Test func `a worker needs neither API switches nor the superadmin key`() {
        #expect(problems(["ENV": "production"], role: .geoIPWorker).isEmpty)
    }

    @Test func `both halves of the API may be off for commands`() {
        #expect(problems(["ENV": "TEST"]) == ["ENABLE_ADMIN_API"])
        #expect(problems(["ENV": "TEST", "JOB_MODE": "yes"]).isEmpty)
    }

    @Test func `a superadmin key must look like one`() {
        #expect(problems(["ENV": "TEST", "ENABLE_ADMIN_API": "on", "SUPERADMIN_API_KEY": "secret"]) == ["SUPERADMIN_API_KEY"])
    }

    @Test func `both durabilities are there, and no other`() {
        #expect(problems(["ENV": "TEST", "INGEST_DURABILITY": "postgres"], role: .rankingWorker).isEmpty)
        #expect(problems(["ENV": "TEST", "INGEST_DURABILITY": "none"], role: .rankingWorker) == ["INGEST_DURABILITY"])
    }

    @Test func `GeoIP databases are fetched by the scheduler unless the workers are to do it, and never in a test`() throws {
        #expect(try settings().geoIP.refreshedBy == .scheduler && settings().geoIP.checkInterval == .seconds(3600))
        #expect(try settings(["GEOIP_REFRESH_BY": "Worker"]).geoIP.refreshedBy == .worker)
        #expect(problems(["ENV": "TEST", "GEOIP_REFRESH_BY": "nobody"], role: .scheduler) == ["GEOIP_REFRESH_BY"])
        #expect(try !settings().canRefreshGeoIP && settings(["ENV": "DEV"], role: .scheduler).canRefreshGeoIP)
        #expect(try !settings(["ENV": "DEV", "GEOIP_DOWNLOAD_ENABLED": "no"], role: .scheduler).canRefreshGeoIP)
    }

    @Test func `a lease must survive a lost heartbeat`() {
        #expect(problems(["ENV": "TEST", "JOB_LEASE_SECONDS": "8", "JOB_HEARTBEAT_SECONDS": "5"], role: .command) == ["JOB_HEARTBEAT_SECONDS"])
    }

    @Test func `credentials and the wildcard origin exclude each other`() {
        #expect(problems(["ENV": "TEST", "CORS_ALLOW_CREDENTIALS": "true"], role: .command) == ["CORS_ALLOW_CREDENTIALS"])
        let named = ["ENV": "TEST", "CORS_ALLOW_CREDENTIALS": "true", "CORS_ALLOW_ORIGINS": #"["https://a.example"]"#]
        #expect(problems(named, role: .command).isEmpty)
    }

    @Test(arguments: [("10.0.0.0/8", true), ("::1", true), ("fc00::/7", true), ("10.0.0.0/33", false), ("host", false), ("1.2.3.4/-1", false)])
    func `trusted proxies are networks`(network: String, isValid: Bool) {
        #expect(problems(["ENV": "TEST", "TRUSTED_PROXIES": "[\"\(network)\"]"], role: .command).isEmpty == isValid)
    }

    @Test func `the environment wins over the dotenv file, and that over the default`() throws {
        let source = SettingsSource(environment: minimum.merging(["DB_NAME": "a"]) { $1 }, dotenv: ["DB_NAME": "b", "DB_USER": "c"])
        let settings = try LeadrSettings(from: source, role: .api)
        #expect(settings.database.name == "a" && settings.database.user == "c" && settings.database.host == "localhost")
    }

    @Test func `names are case-sensitive and unknown ones ignored`() throws {
        #expect(try settings(["db_name": "other", "NOTHING": "x"]).database.name == "leadr")
    }

    @Test(arguments: ["1", "TRUE", "t", "Yes", "y", "on"])
    func `truth has many spellings`(text: String) throws {
        #expect(try settings(["DEBUG": text]).application.isDebug)
    }

    @Test func `an address without a path gains a slash`() throws {
        #expect(try settings(["BASE_URL": "https://api.example.com"]).application.baseURL == "https://api.example.com/")
        #expect(try settings(["BASE_URL": "https://api.example.com/x"]).application.baseURL == "https://api.example.com/x")
    }

    @Test(arguments: [
        "redis://h", "rediss://h", "unix:///s", "redis+sentinel://h/m", "rediss+sentinel://h/m", "redis+cluster://h", "rediss+cluster://h",
    ])
    func `Redis may be one server, watched by sentinels, or a cluster`(url: String) throws {
        #expect(try settings(["REDIS_URL": url]).redis.url.exposed == url)
    }

    @Test func `neither errors nor dumps show a secret`() throws {
        let error = #expect(throws: SettingsError.self) {
            try settings(["SUPERADMIN_API_KEY": "hunter2", "REDIS_URL": "http://:hunter2@x", "DB_PORT": "hunter2"])
        }
        #expect(!"\(String(describing: error))".contains("hunter2"))
        var dumped = ""
        dump(try settings(["JWT_SECRET": "hunter2", "REDIS_URL": "redis://:hunter2@x", "DB_PASSWORD": "hunter2"]), to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }
}
