import Foundation
import JobQueue

/// The rules that every driver of the queue engine keeps. One case is one rule; the suites of the drivers run them all.
public enum QueueConformance: String, CaseIterable, Sendable {
    case claimsComeInOrder
    case emptyQueueGivesNothing
    case tenantsTakeTurns
    case settledClaimIsGone
    case settlingTwiceDoesNothing
    case forwardKeepsIdentityAndResetsCounters
    case retryWaitsAndCountsTheFailure
    case buriedJobIsKeptWithItsReason
    case handedBackJobsComeFirstAgainUncounted
    case renewedClaimIsNotReaped
    case lostClaimIsReportedByRenew
    case reapedJobsAreClaimedAlone
    case isolatedJobsAreClaimedAloneUncounted
    case reapedClaimCannotBeSettled
    case outageDoesNotCountDeliveries
    case jobDeliveredTooOftenIsParked
    case leaseThatNobodyMissedIsNotCounted
    case jobsClaimedAloneAndOthersTakeTurns
    case redeliveredJobStaysAloneAfterARetry
    case budgetRefusesBeforeAdding
    case budgetCountsTheQueuesItIsSharedWith
    case pausedQueueHandsOutNothing
    case countersAddUp
    case wakesAWaiter

    /// Runs the rule on a queue that nobody else uses.
    ///
    /// - Throws: ``ConformanceFailure`` when the driver breaks the rule.
    public func check(_ bench: QueueBench) async throws {
        switch self {
        case .claimsComeInOrder: try await bench.claimsComeInOrder()
        case .emptyQueueGivesNothing: try await bench.emptyQueueGivesNothing()
        case .tenantsTakeTurns: try await bench.tenantsTakeTurns()
        case .settledClaimIsGone: try await bench.settledClaimIsGone()
        case .settlingTwiceDoesNothing: try await bench.settlingTwiceDoesNothing()
        case .forwardKeepsIdentityAndResetsCounters: try await bench.forwardKeepsIdentityAndResetsCounters()
        case .retryWaitsAndCountsTheFailure: try await bench.retryWaitsAndCountsTheFailure()
        case .buriedJobIsKeptWithItsReason: try await bench.buriedJobIsKeptWithItsReason()
        case .handedBackJobsComeFirstAgainUncounted: try await bench.handedBackJobsComeFirstAgainUncounted()
        case .renewedClaimIsNotReaped: try await bench.renewedClaimIsNotReaped()
        case .lostClaimIsReportedByRenew: try await bench.lostClaimIsReportedByRenew()
        case .reapedJobsAreClaimedAlone: try await bench.reapedJobsAreClaimedAlone()
        case .isolatedJobsAreClaimedAloneUncounted: try await bench.isolatedJobsAreClaimedAloneUncounted()
        case .reapedClaimCannotBeSettled: try await bench.reapedClaimCannotBeSettled()
        case .outageDoesNotCountDeliveries: try await bench.outageDoesNotCountDeliveries()
        case .jobDeliveredTooOftenIsParked: try await bench.jobDeliveredTooOftenIsParked()
        case .leaseThatNobodyMissedIsNotCounted: try await bench.leaseThatNobodyMissedIsNotCounted()
        case .jobsClaimedAloneAndOthersTakeTurns: try await bench.jobsClaimedAloneAndOthersTakeTurns()
        case .redeliveredJobStaysAloneAfterARetry: try await bench.redeliveredJobStaysAloneAfterARetry()
        case .budgetCountsTheQueuesItIsSharedWith: try await bench.budgetCountsTheQueuesItIsSharedWith()
        case .budgetRefusesBeforeAdding: try await bench.budgetRefusesBeforeAdding()
        case .pausedQueueHandsOutNothing: try await bench.pausedQueueHandsOutNothing()
        case .countersAddUp: try await bench.countersAddUp()
        case .wakesAWaiter: try await bench.wakesAWaiter()
        }
    }
}
