extension Fault.Kind {
    /// What scenario files call the kind.
    var form: FaultForm {
        switch self {
        case .interfaceDown: .interfaceDown
        case .carrierLost: .carrierLost
        case .addressLost: .addressLost
        case .addressGone: .addressGone
        case .defaultRouteLost: .defaultRouteLost
        case .routeLost: .routeLost
        case .prefixHijacked: .prefixHijacked
        case .filter: .filter
        case .blackHole: .blackHole
        case .linkDegraded: .linkDegraded
        case .tunnelCaptures: .tunnelCaptures
        case .clockWrong: .clockWrong
        case .hostsLine: .hostsLine
        case .resolversReplaced: .resolversReplaced
        case .captivePortal: .captivePortal
        case .serviceStopped: .serviceStopped
        case .resolverRule: .resolverRule
        case .resolverRefuses: .resolverRefuses
        case .resolverCutOff: .resolverCutOff
        case .recordsReplaced: .recordsReplaced
        case .signaturesWrong: .signaturesWrong
        case .certificateReplaced: .certificateReplaced
        case .encryptionChanged: .encryptionChanged
        case .responseReplaced: .responseReplaced
        case .portClosed: .portClosed
        case .proxyWantsPassword: .proxyWantsPassword
        }
    }
}
