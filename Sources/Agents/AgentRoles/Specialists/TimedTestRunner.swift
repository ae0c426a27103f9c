import AgentRuntime
import Synchronization

/// Makes another runner's tests and keeps how long they took, so that services can state it.
public final class TimedTestRunner: TestRunner {
    private let runner: any TestRunner
    private let recent = Mutex<(times: [Double], next: Int)>(([], 0))
    /// How many tests the figures rest on at most: the latest.
    public static let memory = 256

    /// Wraps a runner.
    public init(_ runner: any TestRunner) { self.runner = runner }

    /// How long the latest tests took, failed ones too; nil before the first.
    public var duration: TestDuration? { TestDuration(of: recent.withLock { $0.times }) }

    /// Makes one test and times it.
    public func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        let start = ContinuousClock.now
        defer {
            let elapsed = (ContinuousClock.now - start).inMilliseconds
            recent.withLock { recent in
                if recent.times.count < Self.memory {
                    recent.times.append(elapsed)
                } else {
                    recent.times[recent.next] = elapsed
                }
                recent.next = (recent.next + 1) % Self.memory
            }
        }
        return try await runner.run(invocation)
    }
}

extension Duration {
    /// The duration in milliseconds.
    var inMilliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}
