package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Verdict;
import java.util.Optional;

/** The guard that carries out what it decides. It has no state. */
final class ActiveGuard implements GuardMode {

    static final ActiveGuard INSTANCE = new ActiveGuard();

    private ActiveGuard() {}

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public Verdict toCarryOut(Verdict verdict, Outcome outcome) {
        return verdict;
    }

    @Override
    public boolean refuses(Verdict verdict, Outcome outcome) {
        return true;
    }

    @Override
    public boolean note(Verdict verdict, Outcome outcome) {
        return false;
    }

    @Override
    public Optional<Noted> noted() {
        return Optional.empty();
    }
}
