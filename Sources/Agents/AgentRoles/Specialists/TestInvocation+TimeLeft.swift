import AgentRuntime
import Foundation

extension TestInvocation {
    /// How long the test may take from now: until its deadline, and never longer than the limit.
    func timeLeft(atMost limit: Duration) throws(TestFailure) -> Duration {
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        guard deadline > now else { throw TestFailure("the time for the test was over") }
        return min(limit, .milliseconds(min(deadline - now, 86_400_000)))
    }
}
