package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Storage whose calls can be watched, and made to fail or to wait. */
final class TappedStorage {

  /** What is done around a call. */
  interface Tap {
    default void before(String call, String key) {}

    default void after(String call, String key) {}

    /** What the caller gets instead of {@code answer}. */
    default Object answer(String call, Object answer) {
      return answer;
    }
  }

  private TappedStorage() {}

  static ObjectStorage on(ObjectStorage storage, Tap tap) {
    return (ObjectStorage)
        Proxy.newProxyInstance(
            TappedStorage.class.getClassLoader(),
            new Class<?>[] {ObjectStorage.class},
            (proxy, method, args) -> {
              String key =
                  args == null
                      ? ""
                      : args[0] instanceof io.dermaflow.datasets.StoredObject object
                          ? object.key()
                          : String.valueOf(args[0]);
              tap.before(method.getName(), key);
              try {
                Object result = method.invoke(storage, args);
                tap.after(method.getName(), key);
                return tap.answer(method.getName(), result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
