import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import NIOCore
import Scheduling

extension Composition {
    /// The delivery worker.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func deliveryWorker(_ context: ProcessContext) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let usage = parts.usageMeter()
        let http = OutgoingHTTP(eventLoopGroup: context.eventLoopGroup)
        let webhookClient = WebhookClient(context.settings.delivery.webhooks, eventLoopGroup: context.eventLoopGroup)
        let stage = DeliveryStage(
            mails: mailSender(context, parts, mailProvider(context, http), usage),
            webhooks: webhookSender(context, parts, webhookClient, usage)
        )
        let batch = context.settings.worker.batchSizes.delivery
        var composition = parts.workers(Queues.delivery, batchSize: batch, handler: stage, usage: usage) {
            // Whoever delivers says when something is tried no more; the queue only must not say so before.
            $0.retry.maximumAttempts = max(context.settings.delivery.maxAttempts, context.settings.delivery.webhooks.maxAttempts)
        }
        composition.clients += [http, webhookClient]
        return composition
    }

    private static func mailSender(
        _ context: ProcessContext,
        _ parts: PipelineParts,
        _ provider: any MailProvider,
        _ usage: UsageMeter
    ) -> MailSender {
        let settings = context.settings.delivery
        let gate = DeliveryGate(breaker: CircuitBreaker(settings), rate: Double(settings.mailRate), spread: settings.circuitRest) {
            [logger = context.logger] isClosed in
            MailMetrics.circuit(provider.name, isOpen: !isClosed)
            if isClosed { logger.notice("Mail goes out again") } else { logger.error("The mail provider fails; mails wait") }
        }
        MailMetrics.circuit(provider.name, isOpen: false)
        return MailSender(
            store: EmailStore(pool: parts.dependencies.postgres),
            provider: provider,
            gate: gate,
            options: DeliveryOptions(settings, attempt: settings.mailTimeout, attempts: settings.maxAttempts),
            onSent: { mail in
                if let account = mail.accountID { usage.count(.emailSent, for: account) }
            },
            logger: context.logger
        )
    }

    private static func webhookSender(
        _ context: ProcessContext,
        _ parts: PipelineParts,
        _ client: WebhookClient,
        _ usage: UsageMeter
    ) -> WebhookSender {
        let settings = context.settings.delivery
        let gates = WebhookGates { [logger = context.logger] webhook in
            // One that stays down is asked less and less: everything that waits for it comes back each time.
            let breaker = CircuitBreaker(settings, longestRest: settings.circuitRest * 20)
            return DeliveryGate(breaker: breaker, rate: Double(settings.webhooks.rate), spread: settings.circuitRest) { isClosed in
                WebhookMetrics.circuit(isOpen: !isClosed)
                logger.info(isClosed ? "A webhook takes messages again" : "A webhook fails", metadata: ["webhook_id": "\(webhook)"])
            }
        }
        return WebhookSender(
            store: WebhookDeliveryStore(pool: parts.dependencies.postgres),
            client: client,
            gates: gates,
            options: DeliveryOptions(settings, attempt: settings.webhooks.timeout, attempts: settings.webhooks.maxAttempts),
            onDelivered: { usage.count(.webhooksDelivered, for: $0.accountID) },
            logger: context.logger
        )
    }

    /// What the scheduler does for mails and webhooks.
    static func deliveryTasks(_ context: ProcessContext, _ parts: PipelineParts) -> [ScheduledTask] {
        let (settings, pool) = (context.settings.delivery, parts.dependencies.postgres)
        let (queue, logger) = (parts.deliveries, context.logger)
        let store = WebhookDeliveryStore(pool: pool)
        let mails = DeliveryQueuer(mails: EmailStore(pool: pool), queue: queue, attempts: settings.maxAttempts, logger: logger)
        let webhooks = DeliveryQueuer(webhooks: store, queue: queue, attempts: settings.webhooks.maxAttempts, logger: logger)
        let care = WebhookCare(store: store, patience: settings.webhooks.patience, logger: logger)
        return [
            ScheduledTask(name: "queue-mails", interval: settings.mailSweepInterval, retryDelays: [.zero], isRecorded: false) { _ in
                try await mails.run()
            },
            ScheduledTask(name: "queue-webhooks", interval: settings.webhooks.sweepInterval, retryDelays: [.zero], isRecorded: false) { _ in
                try await webhooks.run()
            },
            ScheduledTask(name: "disable-failing-webhooks", interval: .seconds(60), retryDelays: [.zero]) { _ in
                try await care.run()
            },
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

extension DeliveryOptions {
    /// What an operator set of delivery.
    ///
    /// - Parameters:
    ///   - attempt: Longest time of an attempt itself.
    ///   - attempts: Failed attempts after which one has failed.
    fileprivate init(_ settings: DeliverySettings, attempt: Duration, attempts: Int) {
        self.init()
        retry.base = settings.retryBase
        retry.maximum = settings.retryMaximum
        retry.maximumAttempts = attempts
        // The wait for a place comes before the attempt.
        lease = attempt + .seconds(15)
    }
}

extension CircuitBreaker {
    /// What an operator set of peers that fail.
    fileprivate init(_ settings: DeliverySettings, longestRest: Duration? = nil) {
        self.init(threshold: settings.circuitThreshold, rest: settings.circuitRest, longestRest: longestRest)
    }
}

extension WebhookClient {
    /// What an operator set of webhooks.
    fileprivate init(_ settings: WebhookSettings, eventLoopGroup: any EventLoopGroup) {
        self.init(
            eventLoopGroup: eventLoopGroup,
            allowance: settings.allowance,
            trustRootsFile: settings.trustRootsFile,
            timeout: settings.timeout
        )
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
