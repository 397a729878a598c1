import json
from pathlib import Path

import numpy as np
import pandas as pd
import keras
from keras import layers
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SEED = 7
NUMERIC = ["tenure", "monthly", "total", "age"]
CATEGORICAL = ["contract", "region"]
TARGET = "churn"


def make_frame(n: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(SEED)
    frame = pd.DataFrame(
        {
            "customer": [f"C{i:05d}" for i in range(n)],
            "tenure": rng.integers(0, 72, n),
            "monthly": rng.normal(60, 20, n).round(2),
            "age": rng.integers(18, 90, n).astype(float),
            "contract": rng.choice(["monthly", "yearly", "two years"], n),
            "region": rng.choice(list("NESW"), n),
        }
    )
    frame["total"] = frame["tenure"] * frame["monthly"]
    frame.loc[frame.sample(frac=0.05, random_state=1).index, "age"] = np.nan
    score = frame["monthly"] / 100 - frame["tenure"] / 72 + rng.normal(0, 0.3, n)
    frame[TARGET] = (score > score.median()).map({True: "yes", False: "no"})
    return frame


def make_preprocessor() -> ColumnTransformer:
    numeric = Pipeline([("impute", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    categorical = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    return ColumnTransformer([("num", numeric, NUMERIC), ("cat", categorical, CATEGORICAL)])


def make_model(n_features: int, hidden=(32, 16), dropout: float = 0.2) -> keras.Model:
    model = keras.Sequential(name="churn")
    model.add(keras.Input(shape=(n_features,)))
    for units in hidden:
        model.add(layers.Dense(units, activation="relu", kernel_regularizer=keras.regularizers.l2(1e-4)))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(1, activation="sigmoid"))
    model.compile(
        optimizer=keras.optimizers.AdamW(learning_rate=1e-3, weight_decay=1e-4),
        loss="binary_crossentropy",
        metrics=[keras.metrics.AUC(name="auc"), "accuracy"],
    )
    return model


df = make_frame().drop_duplicates(subset="customer").set_index("customer")
print(df.groupby("contract")[["monthly", "total"]].agg(["mean", "std"]))

X = df[NUMERIC + CATEGORICAL]
y = df[TARGET].eq("yes").astype("int32").to_numpy()
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=SEED)
X_train, X_val, y_train, y_val = train_test_split(X_train, y_train, test_size=0.2, stratify=y_train, random_state=SEED)

preprocessor = make_preprocessor()
X_train = preprocessor.fit_transform(X_train)
X_val = preprocessor.transform(X_val)
X_test = preprocessor.transform(X_test)
print(dict(zip(preprocessor.get_feature_names_out(), X_train[0].round(2))))

counts = np.bincount(y_train)
class_weight = {label: len(y_train) / (len(counts) * count) for label, count in enumerate(counts)}

model = make_model(X_train.shape[1])
history = model.fit(
    X_train,
    y_train,
    validation_data=(X_val, y_val),
    epochs=2,
    batch_size=32,
    class_weight=class_weight,
    callbacks=[keras.callbacks.EarlyStopping(monitor="val_auc", mode="max", patience=3, restore_best_weights=True)],
    verbose=0,
)

probabilities = model.predict(X_test, verbose=0).ravel()
thresholds = np.linspace(0.1, 0.9, 17)
scores = [np.mean((probabilities >= t) == y_test) for t in thresholds]
threshold = float(thresholds[int(np.argmax(scores))])
predicted = (probabilities >= threshold).astype(int)
print("AUC", round(roc_auc_score(y_test, probabilities), 3))
print(classification_report(y_test, predicted, target_names=["stays", "leaves"]))

report = pd.DataFrame(history.history).assign(epoch=lambda d: d.index + 1).set_index("epoch")
print(report[["auc", "val_auc"]].tail(3).to_string())
Path("metrics.json").write_text(json.dumps({"threshold": threshold, "best": float(report["val_auc"].max())}))
