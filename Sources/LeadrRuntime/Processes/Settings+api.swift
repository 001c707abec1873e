import JobQueue
import LeadrHTTP
import LeadrServices
import LeadrState
import Redis

extension APIConfiguration {
    /// What an operator set of the API.
    init(_ settings: LeadrSettings) {
        self.init()
        applicationName = settings.application.name
        prefix = settings.application.apiPrefix
        servesAdmin = settings.application.enablesAdminAPI
        servesClients = settings.application.enablesClientAPI
        showsErrorDetails = settings.application.isDebug
        publicPagesDomain = settings.application.boardsUIDomain
        bodyLimit = settings.http.maxBodyBytes
        connection.headerBytes = settings.http.maxHeaderBytes
        connection.readTimeout = settings.http.readTimeout
        trustedProxies = settings.http.trustedProxies.compactMap { CIDRBlock($0) }
        blocksLoopback = settings.http.blocksLoopback
        cors = CORSPolicy(settings.http.cors)
        metadataLimit = settings.ingest.metadataMaxBytes
        sdkWait = settings.ingest.sdkWait
        overrideAddress = settings.geoIP.developmentOverrideIP
    }
}

extension CORSPolicy {
    /// What an operator set of CORS.
    init(_ settings: CORSSettings) {
        self.init()
        origins = settings.allowedOrigins
        allowsCredentials = settings.allowsCredentials
        methods = settings.allowedMethods
        headers = settings.allowedHeaders
        maxAge = Int(settings.maxAge.components.seconds)
    }
}

extension AddressBlockPolicy {
    /// What an operator set of the address block.
    init(_ settings: RateLimitSettings) {
        self.init()
        threshold = settings.clientErrorThreshold
        initialBlock = settings.initialBlock
        longestBlock = settings.maxBlock
    }
}

extension NoncePolicy {
    /// What an operator set of nonces; without limiters only their number is bounded.
    init(_ settings: RateLimitSettings) {
        self.init()
        openLimit = settings.maxOpenNonces
        limit = settings.isEnabled ? RequestLimit(requests: settings.noncesPerMinute, per: .seconds(60)) : nil
    }
}

extension RequestLimiter {
    /// The limiter of session starts; nil when limiters are off.
    static func sessions(_ settings: RateLimitSettings, redis: any RedisExecutor, keys: StateKeys) -> RequestLimiter? {
        guard settings.isEnabled else { return nil }
        let limit = RequestLimit(requests: settings.sessionStartsPerMinute, per: .seconds(60))
        return RequestLimiter(redis: redis, keys: keys, scope: "sessions", limit: limit)
    }

    /// The limiter of registrations; nil when limiters are off.
    static func registrations(_ settings: RateLimitSettings, redis: any RedisExecutor, keys: StateKeys) -> RequestLimiter? {
        guard settings.isEnabled else { return nil }
        let limit = RequestLimit(requests: settings.registrationsPerMinute, per: .seconds(60))
        return RequestLimiter(redis: redis, keys: keys, scope: "registrations", limit: limit)
    }
}

extension RegistrationOptions {
    /// What an operator set of registration.
    init(_ settings: MailSettings) {
        self.init()
        codeLifetime = settings.verificationCodeLifetime
        tokenLifetime = settings.verificationTokenLifetime
        inviteLifetime = settings.inviteCodeLifetime
        codesPerHour = settings.registrationsPerHour
    }
}

extension MailComposer {
    /// What an operator set of mail; outside of production nobody but `TESTING_EMAIL` is written to.
    init(_ settings: MailSettings, environment: DeploymentEnvironment) {
        self.init(
            domain: settings.mailgunDomain,
            sender: settings.fromEmail,
            testingRecipient: environment.isProduction ? nil : settings.testingEmail
        )
    }
}

extension QueueLimits {
    /// What an operator set of the queues' budgets.
    init(_ settings: QueueSettings) {
        self.init(jobs: settings.maxLength, bytes: settings.maxBytes)
    }
}

extension SubmissionService.Options {
    /// What an operator set of submissions.
    init(_ settings: LeadrSettings) {
        self.init()
        isAntiCheatEnabled = settings.antiCheat.isEnabled
    }
}

extension SuperadminIdentity {
    /// The first superadmin. The settings refuse to load without a key where one is needed.
    init(_ settings: SuperadminSettings) {
        self.init(
            accountName: settings.accountName,
            accountSlug: settings.accountSlug,
            email: settings.email,
            displayName: settings.displayName,
            apiKey: settings.apiKey?.exposed ?? "",
            apiKeyName: settings.apiKeyName
        )
    }
}
