import LeadrServices
import LeadrStore
import Scheduling

extension Composition {
    /// What tells an administrator of failed tasks; does nothing without `ADMIN_NOTIFICATION_EMAIL`.
    static func alerts(_ context: ProcessContext, _ parts: PipelineParts) -> @Sendable (TaskFailure) async -> Void {
        let settings = context.settings
        guard let recipient = settings.mail.adminNotificationEmail, !recipient.isEmpty else { return { _ in } }
        let alerts = TaskAlerts(
            store: TaskAlertStore(pool: parts.dependencies.postgres, interval: settings.scheduler.alertInterval),
            composer: MailComposer(settings.mail, environment: settings.application.environment),
            recipient: recipient,
            logger: context.logger
        )
        return { await alerts.alert($0) }
    }
}
