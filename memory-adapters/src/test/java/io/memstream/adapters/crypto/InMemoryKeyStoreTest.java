package io.memstream.adapters.crypto;

import io.memstream.core.port.KeyStore;

class InMemoryKeyStoreTest extends KeyStoreContract {
    private final KeyStore keyStore = new InMemoryKeyStore();

    @Override
    protected KeyStore keyStore() {
        return keyStore;
    }
}
