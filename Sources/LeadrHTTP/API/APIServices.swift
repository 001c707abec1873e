import LeadrServices
import LeadrState

/// Everything that routes call.
public struct APIServices: Sendable {
    /// Checks access tokens.
    public var clients: ClientAuthenticator
    /// Checks admin keys.
    public var admins: AdminAuthenticator
    /// Starts and refreshes sessions.
    public var sessions: SessionService
    /// Issues nonces.
    public var nonces: NonceStore
    /// What administrators do.
    public var administration: Administration
    /// Signing up and inviting others.
    public var registration: RegistrationService
    /// Takes submissions.
    public var submissions: SubmissionService
    /// Tells where submissions stand.
    public var submissionStatus: SubmissionStatusService
    /// Reads scores.
    public var scores: ScoreQueryService
    /// What superadmins do with the queues.
    public var operations: Operations
    /// Tells how the process is doing.
    public var health: HealthService
    /// Limits session starts per address; nil when limiters are off.
    public var sessionLimiter: RequestLimiter?
    /// Limits requests for registration per address; nil when limiters are off.
    public var registrationLimiter: RequestLimiter?
    /// Blocks addresses that send nothing but bad requests; nil when limiters are off.
    public var addressBlock: AdaptiveAddressBlock?
    /// Runs what is left for after the response; must run as long as requests are served.
    public var work: BackgroundWork
    /// What an installation adds; nil for nothing.
    public var hooks: InstalledHooks?
    /// Counts what accounts use; nil counts nothing.
    public var usage: UsageMeter?

    /// Bundles services.
    public init(
        clients: ClientAuthenticator,
        admins: AdminAuthenticator,
        sessions: SessionService,
        nonces: NonceStore,
        administration: Administration,
        registration: RegistrationService,
        submissions: SubmissionService,
        submissionStatus: SubmissionStatusService,
        scores: ScoreQueryService,
        operations: Operations,
        health: HealthService,
        sessionLimiter: RequestLimiter? = nil,
        registrationLimiter: RequestLimiter? = nil,
        addressBlock: AdaptiveAddressBlock? = nil,
        work: BackgroundWork,
        hooks: InstalledHooks? = nil,
        usage: UsageMeter? = nil
    ) {
        self.clients = clients
        self.admins = admins
        self.sessions = sessions
        self.nonces = nonces
        self.administration = administration
        self.registration = registration
        self.submissions = submissions
        self.submissionStatus = submissionStatus
        self.scores = scores
        self.operations = operations
        self.health = health
        self.sessionLimiter = sessionLimiter
        self.registrationLimiter = registrationLimiter
        self.addressBlock = addressBlock
        self.work = work
        self.hooks = hooks
        self.usage = usage
    }
}
