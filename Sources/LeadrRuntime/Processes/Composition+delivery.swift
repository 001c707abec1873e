import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import Scheduling

extension Composition {
    /// The delivery worker.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func deliveryWorker(_ context: ProcessContext) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let settings = context.settings.delivery
        let usage = parts.usageMeter()
        let http = OutgoingHTTP(eventLoopGroup: context.eventLoopGroup)
        let provider = mailProvider(context, http)
        let breaker = CircuitBreaker(threshold: settings.circuitThreshold, rest: settings.circuitRest)
        let gate = DeliveryGate(breaker: breaker, rate: Double(settings.mailRate), spread: settings.circuitRest) {
            [logger = context.logger] isClosed in
            MailMetrics.circuit(provider.name, isOpen: !isClosed)
            if isClosed { logger.notice("Mail goes out again") } else { logger.error("The mail provider fails; mails wait") }
        }
        MailMetrics.circuit(provider.name, isOpen: false)
        let mails = MailSender(
            store: EmailStore(pool: parts.dependencies.postgres),
            provider: provider,
            gate: gate,
            options: MailSender.Options(settings),
            onSent: { mail in
                if let account = mail.accountID { usage.count(.emailSent, for: account) }
            },
            logger: context.logger
        )
        let batch = context.settings.worker.batchSizes.delivery
        var composition = parts.workers(Queues.delivery, batchSize: batch, handler: DeliveryStage(mails: mails), usage: usage) {
            $0.retry = MailSender.Options(settings).retry
        }
        composition.clients.append(http)
        return composition
    }

    /// What the scheduler does for mail.
    static func mailTasks(_ context: ProcessContext, _ parts: PipelineParts) -> [ScheduledTask] {
        let queuer = MailQueuer(
            store: EmailStore(pool: parts.dependencies.postgres),
            queue: parts.queue,
            shards: parts.keys.shards,
            logger: context.logger
        )
        let interval = context.settings.delivery.mailSweepInterval
        return [
            ScheduledTask(name: "queue-mails", interval: interval, retryDelays: [.zero], isRecorded: false) { _ in try await queuer.run() }
        ]
    }

    /// The provider that `EMAIL_PROVIDER` names.
    private static func mailProvider(_ context: ProcessContext, _ http: OutgoingHTTP) -> any MailProvider {
        let mail = context.settings.mail
        switch mail.provider {
        case .console:
            return ConsoleMailProvider(logger: context.logger)
        case .smtp:
            let configuration = SMTPConfiguration(mail, timeout: context.settings.delivery.mailTimeout)
            return SMTPMailProvider(configuration: configuration, sender: mail.sender, eventLoopGroup: context.eventLoopGroup)
        case .mailgun where mail.hasPlaceholderKey:
            context.logger.warning("MAILGUN_API_KEY is not set: mails wait and fail in the end; see EMAIL_PROVIDER")
            return UnconfiguredMailProvider(name: "mailgun", reason: "MAILGUN_API_KEY is not set")
        case .mailgun:
            return MailgunMailProvider(
                client: http.client,
                baseURL: mail.mailgunAPIURL,
                domain: mail.mailgunDomain,
                key: mail.mailgunAPIKey.exposed,
                sender: mail.sender,
                timeout: context.settings.delivery.mailTimeout
            )
        }
    }
}

extension MailSender.Options {
    /// What an operator set of delivery.
    init(_ settings: DeliverySettings) {
        self.init()
        retry.base = settings.retryBase
        retry.maximum = settings.retryMaximum
        retry.maximumAttempts = settings.maxAttempts
        // The wait for a place comes before the attempt.
        lease = settings.mailTimeout + .seconds(15)
    }
}

extension SMTPConfiguration {
    /// What an operator set of the mail server.
    init(_ settings: MailSettings, timeout: Duration) {
        self.init(host: settings.smtpHost, port: settings.smtpPort)
        security = settings.smtpSecurity
        username = settings.smtpUsername
        password = settings.smtpPassword?.exposed ?? ""
        trustRootsFile = settings.smtpTrustRootsFile
        clientName = settings.mailgunDomain
        self.timeout = timeout
    }
}
